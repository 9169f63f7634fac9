package io.doorstep.chat.admission;

import io.doorstep.chat.house.PoolShares;
import io.doorstep.chat.limits.NetworkFactor;
import java.time.Duration;

/**
 * What an instance can carry, and how much of it one network.
 *
 * @param maxConnections sockets of visitors at once, at least 1
 * @param agents sockets of agents at once, at least 1; they take nothing of the visitors'
 * @param failOpenPerClient sockets one client may hold while the limits cannot be looked up, at least 1
 * @param retryAfter what those are told who found no slot
 * @param network how many times the sockets and the connections of one client a network has
 * @param shares how the visitors' sockets are divided
 */
public record PoolSettings(int maxConnections, int agents, int failOpenPerClient, Duration retryAfter,
        NetworkFactor network, PoolShares shares) {

    /** Undivided, with room for as many agents. */
    public PoolSettings(int maxConnections, int failOpenPerClient, Duration retryAfter, NetworkFactor network) {
        this(maxConnections, maxConnections, failOpenPerClient, retryAfter, network, PoolShares.NONE);
    }

    /** Without limits for networks. */
    public PoolSettings(int maxConnections, int failOpenPerClient, Duration retryAfter) {
        this(maxConnections, failOpenPerClient, retryAfter, NetworkFactor.NONE);
    }
}
