package io.doorstep.chat.admission;

import java.time.Duration;

/**
 * What an instance can carry.
 *
 * @param maxConnections sockets at once, at least 1
 * @param failOpenPerClient sockets one client may hold while the limits cannot be looked up, at least 1
 * @param retryAfter what those are told who found no slot
 */
public record PoolSettings(int maxConnections, int failOpenPerClient, Duration retryAfter) {}
