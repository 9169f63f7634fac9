package io.doorstep.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param scopes limits of tiers, countries and products; empty in those of publishers that had none
 */
public record LimitsConfigured(String instance, long startedMs, Limits limits, int floor, int ceiling,
        int networkFactor, int maxConnections, long idleTimeoutMs, List<ScopeLimits> scopes) implements Event {

    /** With the same limits for everybody. */
    public LimitsConfigured(String instance, long startedMs, Limits limits, int floor, int ceiling, int networkFactor,
            int maxConnections, long idleTimeoutMs) {
        this(instance, startedMs, limits, floor, ceiling, networkFactor, maxConnections, idleTimeoutMs, List.of());
    }

    public LimitsConfigured {
        Promise.name("instance", instance);
        Promise.atLeast(0, "started_ms", startedMs);
        Promise.present("limits", limits);
        Promise.atLeast(1, "floor", floor);
        Promise.atLeast(1, "ceiling", ceiling);
        Promise.atLeast(0, "network_factor", networkFactor);
        Promise.atLeast(1, "max_connections", maxConnections);
        Promise.atLeast(1, "idle_timeout_ms", idleTimeoutMs);
        scopes = List.copyOf(orElse(scopes, List.of()));
    }

    /** Earlier publishers left these out. */
    private static <T> T orElse(@Nullable T value, T absent) {
        return value == null ? absent : value;
    }

    /** What a client of this scope has, where nothing more specific is set. */
    public Limits limits(Scope scope) {
        for (ScopeLimits one : scopes) {
            if (one.scope().equals(scope)) {
                return one.over(limits);
            }
        }
        return limits;
    }

    /** Whether the settings give this scope limits of its own; everybody has some. */
    public boolean names(Scope scope) {
        return scope.equals(Scope.DEFAULT) || scopes.stream().anyMatch(one -> one.scope().equals(scope));
    }

    @Override
    public String key() {
        return instance;
    }
}
