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

    /**
     * The number of this limit.
     *
     * @throws IllegalArgumentException if it is not among these limits
     */
    public int get(LimitName name) {
        return name == LimitName.CONNECTIONS_PER_CLIENT ? connectionsPerClient : rate(name).limit();
    }

    /**
     * The number of this limit and its window.
     *
     * @throws IllegalArgumentException if it is not among these limits, or has no window
     */
    public RateLimit rate(LimitName name) {
        return switch (name) {
            case CONNECTION_RATE -> connectionRate;
            case MESSAGE_RATE -> messageRate;
            case SESSION_CREATION -> sessionCreation;
            case CONNECTIONS_PER_CLIENT, CONNECTIONS_TOTAL -> throw new IllegalArgumentException(name + " is no rate");
        };
    }

    /**
     * These with another number of one limit, and its window as it is.
     *
     * @throws IllegalArgumentException if it is not among these limits
     */
    public Limits with(LimitName name, int number) {
        return switch (name) {
            case CONNECTION_RATE -> withConnectionRate(connectionRate.withLimit(number));
            case MESSAGE_RATE -> withMessageRate(messageRate.withLimit(number));
            case SESSION_CREATION -> withSessionCreation(sessionCreation.withLimit(number));
            case CONNECTIONS_PER_CLIENT -> withConnectionsPerClient(number);
            case CONNECTIONS_TOTAL -> throw new IllegalArgumentException(name + " is an instance's own");
        };
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
