package io.doorstep.analytics.tuning;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.Quantiles;
import io.doorstep.events.UsagePattern;
import java.util.Arrays;

/** A limit that usage revises, and which part of a pattern is the demand for it. */
enum TunedLimit {
    CONNECTION_RATE(LimitName.CONNECTION_RATE, ErrorCode.RATE_LIMIT_EXCEEDED) {
        @Override
        Quantiles perClient(UsagePattern pattern) {
            return pattern.attemptsPerClient();
        }

        @Override
        double scale(UsagePattern pattern, Limits limits) {
            return Math.max(1.0, (double) limits.connectionRate().windowMs() / pattern.windowMs());
        }
    },

    CONNECTIONS_PER_CLIENT(LimitName.CONNECTIONS_PER_CLIENT, ErrorCode.CONNECTION_LIMIT_EXCEEDED) {
        @Override
        Quantiles perClient(UsagePattern pattern) {
            return pattern.connectionsPerClient();
        }

        @Override
        double scale(UsagePattern pattern, Limits limits) {
            return 1;
        }
    },

    MESSAGE_RATE(LimitName.MESSAGE_RATE, ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED) {
        @Override
        Quantiles perClient(UsagePattern pattern) {
            return pattern.messagesPerSession();
        }

        @Override
        double scale(UsagePattern pattern, Limits limits) {
            return Math.max(1.0, limits.messageRate().windowMs() / 60_000.0);
        }

        @Override
        long clients(UsagePattern pattern) {
            return users(pattern);
        }

        @Override
        boolean isMuch(UsagePattern pattern, double share) {
            return refused(pattern) > 0;
        }
    },

    SESSION_CREATION(LimitName.SESSION_CREATION, ErrorCode.SESSION_LIMIT_EXCEEDED) {
        @Override
        Quantiles perClient(UsagePattern pattern) {
            return pattern.sessionsPerClient();
        }

        @Override
        double scale(UsagePattern pattern, Limits limits) {
            return 1;
        }

        @Override
        long clients(UsagePattern pattern) {
            return users(pattern);
        }

        @Override
        boolean isMuch(UsagePattern pattern, double share) {
            return refused(pattern) > 0;
        }
    };

    private final LimitName limitName;
    private final ErrorCode code;

    TunedLimit(LimitName limitName, ErrorCode code) {
        this.limitName = limitName;
        this.code = code;
    }

    static TunedLimit of(LimitName name) {
        return Arrays.stream(values()).filter(limit -> limit.limitName == name).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is not tuned"));
    }

    LimitName limitName() {
        return limitName;
    }

    /** Refusals by this limit. */
    long refused(UsagePattern pattern) {
        return pattern.rejected().getOrDefault(code, 0L);
    }

    /** Clients that used what this limit is for. */
    long clients(UsagePattern pattern) {
        return pattern.clients();
    }

    final long users(UsagePattern pattern) {
        return pattern.collateral().stream().filter(met -> met.limitName() == limitName)
                .mapToLong(met -> met.goodClients() + met.otherClients()).sum();
    }

    /** Whether at least this share of what was tried was refused by this limit. */
    boolean isMuch(UsagePattern pattern, double share) {
        long refused = refused(pattern);
        return refused > 0 && refused >= share * pattern.attempts();
    }

    final int number(Limits limits) {
        return limits.get(limitName);
    }

    abstract Quantiles perClient(UsagePattern pattern);

    /**
     * What turns demand in the pattern's window into demand in the limit's. A longer limit window may hold as many busy
     * windows as fit; a shorter one may hold all of the busy window's attempts. Both err on the permissive side. A pattern has the messages of
     * a minute, and the sessions of the limit's own window.
     */
    abstract double scale(UsagePattern pattern, Limits limits);
}
