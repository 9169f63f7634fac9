package io.doorstep.analytics.tuning;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.Quantiles;
import io.doorstep.events.UsagePattern;
import java.util.Arrays;

/** A limit that usage revises: where its number is, and which part of a pattern is the demand for it. */
enum TunedLimit {
    CONNECTION_RATE(LimitName.CONNECTION_RATE, ErrorCode.RATE_LIMIT_EXCEEDED) {
        @Override
        int number(Limits limits) {
            return limits.connectionRate().limit();
        }

        @Override
        Limits change(Limits limits, int number) {
            return limits.withConnectionRate(limits.connectionRate().withLimit(number));
        }

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
        int number(Limits limits) {
            return limits.connectionsPerClient();
        }

        @Override
        Limits change(Limits limits, int number) {
            return limits.withConnectionsPerClient(number);
        }

        @Override
        Quantiles perClient(UsagePattern pattern) {
            return pattern.connectionsPerClient();
        }

        @Override
        double scale(UsagePattern pattern, Limits limits) {
            return 1;
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

    abstract int number(Limits limits);

    abstract Limits change(Limits limits, int number);

    abstract Quantiles perClient(UsagePattern pattern);

    /**
     * What turns demand in the pattern's window into demand in the limit's. A longer limit window may hold as many busy
     * windows as fit; a shorter one may hold all of the busy window's attempts. Both err on the permissive side.
     */
    abstract double scale(UsagePattern pattern, Limits limits);
}
