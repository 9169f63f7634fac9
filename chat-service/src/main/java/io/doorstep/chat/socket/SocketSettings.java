package io.doorstep.chat.socket;

import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.chat.socket.tomcat.FrameBudget;
import java.time.Duration;

/**
 * How sockets are kept.
 *
 * @param maxConnections sockets of visitors admitted at once, at most
 * @param agents sockets of agents admitted at once, at most
 * @param idleTimeout closes a socket without a chat message for so long; heartbeats do not count
 * @param retryAfter what those are told who made room for others
 * @param heartbeat how often a ping is sent; a socket that is silent for two and a half times as long is dead
 * @param ticketRequired whether only session ids that this service signed are let in
 * @param drainGrace how long those inside may stay when the service stops
 * @param framesPerSecond frames of any kind one peer may send in a second
 * @param bytesPerSecond bytes of them
 * @param explanationsPerSecond rejections that are explained before the worst networks get a 503
 * @param maxClosing sockets that may be closing at once
 * @param reconciliation how often permits are compared with sockets
 */
public record SocketSettings(int maxConnections, int agents, Duration retryAfter, Duration idleTimeout,
        Duration heartbeat,
        boolean ticketRequired,
        Duration drainGrace,
        int framesPerSecond, long bytesPerSecond, int explanationsPerSecond, int maxClosing, Duration reconciliation) {

    /** After which a peer that should have answered two pings is dead. */
    Duration silence() {
        return heartbeat.multipliedBy(5).dividedBy(2);
    }

    /** After which a peer that should have answered a ping is probably dead. */
    Duration suspicion() {
        return heartbeat.multipliedBy(3).dividedBy(2);
    }

    FrameBudget frames() {
        return new FrameBudget(framesPerSecond, bytesPerSecond);
    }

    Rejection roomNeeded() {
        return Rejections.roomNeeded(retryAfter);
    }

    Rejection floodRejection() {
        return Rejections.frameFlood(framesPerSecond, bytesPerSecond);
    }
}
