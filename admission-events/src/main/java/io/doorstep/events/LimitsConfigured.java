package io.doorstep.events;

/**
 * What one instance of the chat service was configured with. It comes again every ten seconds for as long as the instance
 * runs.
 *
 * @param instance the source of its events
 * @param startedMs when it started, in milliseconds since the epoch
 * @param limits of a client that no revision says anything about
 * @param floor no revision sets a limit of this instance below it
 * @param ceiling no revision sets a limit of this instance above it
 * @param networkFactor how many times the limits of one client a network has; 0 = it has none
 * @param maxConnections sockets at once, at least 1
 * @param idleTimeoutMs a socket without a chat message is closed after so long, in milliseconds
 */
public record LimitsConfigured(String instance, long startedMs, Limits limits, int floor, int ceiling,
        int networkFactor, int maxConnections, long idleTimeoutMs) implements Event {

    public LimitsConfigured {
        Promise.name("instance", instance);
        Promise.atLeast(0, "started_ms", startedMs);
        Promise.present("limits", limits);
        Promise.atLeast(1, "floor", floor);
        Promise.atLeast(1, "ceiling", ceiling);
        Promise.atLeast(0, "network_factor", networkFactor);
        Promise.atLeast(1, "max_connections", maxConnections);
        Promise.atLeast(1, "idle_timeout_ms", idleTimeoutMs);
    }

    @Override
    public String key() {
        return instance;
    }
}
