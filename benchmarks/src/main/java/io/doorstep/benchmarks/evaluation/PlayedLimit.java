package io.doorstep.benchmarks.evaluation;

import io.doorstep.analytics.tuning.TrialPolicy;
import io.doorstep.benchmarks.replay.TraceKind;
import io.doorstep.benchmarks.traffic.Attack;
import io.doorstep.benchmarks.traffic.Traffic;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limiter.Limiters.Subject;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.Quantiles;
import io.doorstep.events.RateLimit;
import io.doorstep.events.UsagePattern;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The limit that is played: what counts as an attempt, whom it is counted for, what the learner hears of it. */
enum PlayedLimit {
    CONNECTION_RATE(LimitName.CONNECTION_RATE, "attempts", "demand (p99)") {
        @Override
        boolean isAttempt(TraceKind kind) {
            return kind == TraceKind.PAGE || kind == TraceKind.CONNECT;
        }

        @Override
        Quantiles perClient(UsagePattern pattern) {
            return pattern.attemptsPerClient();
        }

        @Override
        Subject subject(ClientKey client) {
            return Subject.of(client);
        }

        @Override
        DoorEvents events() {
            return new ConnectionEvents();
        }

        @Override
        Optional<Traffic> traffic(Attack attack) {
            return Optional.of(attack.traffic());
        }
    },

    MESSAGE_RATE(LimitName.MESSAGE_RATE, "messages", "messages/min (p99)") {
        @Override
        boolean isAttempt(TraceKind kind) {
            return kind == TraceKind.MESSAGE;
        }

        @Override
        Quantiles perClient(UsagePattern pattern) {
            return pattern.messagesPerSession();
        }

        @Override
        Subject subject(ClientKey client) {
            return Subject.of(client, SESSION);
        }

        @Override
        DoorEvents events() {
            return new MessageEvents();
        }

        @Override
        Optional<Traffic> traffic(Attack attack) {
            return attack.messages();
        }
    };

    /** The one session of a client, on the one product. */
    private static final String SESSION = DoorEvents.PRODUCT + "/evaluation";
    /** Somebody is loud who asks for more than so many times the configured limit. */
    private static final int LOUD = 3;

    private final LimitName limitName;
    private final String attempts;
    private final String demand;

    PlayedLimit(LimitName limitName, String attempts, String demand) {
        this.limitName = limitName;
        this.attempts = attempts;
        this.demand = demand;
    }

    /** @throws IllegalArgumentException if it is none of them */
    static PlayedLimit named(String text) {
        return Arrays.stream(values()).filter(limit -> limit.toString().equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no limit " + text + " is played; there are " + Arrays.toString(values())));
    }

    LimitName limitName() {
        return limitName;
    }

    /** What is attempted, in words. */
    String attempts() {
        return attempts;
    }

    /** The p99 of what one client asks for, in words. */
    String demand() {
        return demand;
    }

    /** Whether a row of a trace is one. */
    abstract boolean isAttempt(TraceKind kind);

    RateLimit rate(Limits limits) {
        return limits.rate(limitName);
    }

    Limits with(Limits limits, int number) {
        return limits.with(limitName, number);
    }

    int number(Limits limits) {
        return rate(limits).limit();
    }

    /** What nobody has revised. */
    int configured() {
        return number(Limits.DEFAULTS);
    }

    /** What a throttled client has: connections alone are throttled. */
    int strict() {
        return this == CONNECTION_RATE
                ? (int) Math.ceil(TrialPolicy.DEFAULTS.depth() * configured())
                : Integer.MAX_VALUE;
    }

    /** Attempts of one client in a window of the limit beyond which it is loud. */
    int loud() {
        return LOUD * configured();
    }

    /** The length of the limit's window, in milliseconds. */
    long windowMs() {
        return rate(Limits.DEFAULTS).windowMs();
    }

    /** What each client asked for. */
    abstract Quantiles perClient(UsagePattern pattern);

    /** Whom the limit is counted for. */
    abstract Subject subject(ClientKey client);

    /** What the door publishes; for one run. */
    abstract DoorEvents events();

    /** Empty where the attack does nothing that this limit is for. */
    abstract Optional<Traffic> traffic(Attack attack);

    /** Those that do something. */
    List<Attack> attacks() {
        return Arrays.stream(Attack.values()).filter(attack -> traffic(attack).isPresent()).toList();
    }

    /** As it is written on the command line, such as {@code message-rate}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
