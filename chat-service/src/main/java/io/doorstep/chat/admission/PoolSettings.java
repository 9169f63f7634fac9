package io.doorstep.chat.admission;

import io.doorstep.chat.limits.NetworkFactor;
import java.time.Duration;

/**
 * What an instance can carry, and how much of it one network.
 *
 * @param maxConnections sockets at once, at least 1
 * @param failOpenPerClient sockets one client may hold while the limits cannot be looked up, at least 1
 * @param retryAfter what those are told who found no slot
 * @param network how many times the sockets and the connections of one client a network has
 */
public record PoolSettings(int maxConnections, int failOpenPerClient, Duration retryAfter, NetworkFactor network) {

    /** Without limits for networks. */
    public PoolSettings(int maxConnections, int failOpenPerClient, Duration retryAfter) {
        this(maxConnections, failOpenPerClient, retryAfter, NetworkFactor.NONE);
    }
}
