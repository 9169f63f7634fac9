package io.doorstep.chat.socket;

import java.time.Duration;

/**
 * How sockets are kept.
 *
 * @param idleTimeout closes a socket without a chat message for so long; heartbeats do not count
 * @param heartbeat how often a ping is sent; a socket that is silent for two and a half times as long is dead
 * @param ticketRequired whether only session ids that this service signed are let in
 * @param drainGrace how long those inside may stay when the service stops
 */
public record SocketSettings(Duration idleTimeout, Duration heartbeat, boolean ticketRequired,
        Duration drainGrace) {}
