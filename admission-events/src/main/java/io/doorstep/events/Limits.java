package io.doorstep.events;

import java.time.Duration;

/**
 * The limits of one scope that usage can revise. What an instance can carry, its total connections and idle time, is its
 * own setting and not among them.
 *
 * @param connectionRate connection attempts of one client
 * @param messageRate messages of one session of a client
 * @param sessionCreation sessions one client may create
 * @param connectionsPerClient sockets one client may hold at once on an instance, at least 1
 */
public record Limits(RateLimit connectionRate, RateLimit messageRate, RateLimit sessionCreation,
        int connectionsPerClient) {
    /** 50 connections per 5 minutes, 30 messages per minute, 5 sessions per hour, 25 sockets. */
    public static final Limits DEFAULTS = new Limits(RateLimit.of(50, Duration.ofMinutes(5)),
            RateLimit.of(30, Duration.ofMinutes(1)), RateLimit.of(5, Duration.ofHours(1)), 25);

    public Limits {
        Promise.present("connection_rate", connectionRate);
        Promise.present("message_rate", messageRate);
        Promise.present("session_creation", sessionCreation);
        if (connectionsPerClient < 1) {
            throw new IllegalArgumentException(
                    "connections per client must be at least 1, not " + connectionsPerClient);
        }
    }

    public Limits withConnectionRate(RateLimit rate) {
        return new Limits(rate, messageRate, sessionCreation, connectionsPerClient);
    }

    public Limits withMessageRate(RateLimit rate) {
        return new Limits(connectionRate, rate, sessionCreation, connectionsPerClient);
    }

    public Limits withSessionCreation(RateLimit rate) {
        return new Limits(connectionRate, messageRate, rate, connectionsPerClient);
    }

    public Limits withConnectionsPerClient(int connections) {
        return new Limits(connectionRate, messageRate, sessionCreation, connections);
    }
}
