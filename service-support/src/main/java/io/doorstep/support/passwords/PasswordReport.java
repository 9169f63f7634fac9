package io.doorstep.support.passwords;

import io.doorstep.support.log.OncePerSecond;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what becomes of passwords, and logs failures once a second at most. */
final class PasswordReport {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordReport.class);

    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
    private final OncePerSecond failures = new OncePerSecond();

    enum Outcome {
        /** Hashed and right. */
        RIGHT,
        /** Hashed and wrong. */
        WRONG,
        /** Right within the last minute, and not hashed again. */
        REMEMBERED,
        /** Not looked at: the client has had too many failures, or too many under way. */
        LIMITED,
        /** Not looked at: the queue was full. */
        BUSY
    }

    PasswordReport(MeterRegistry meters) {
        for (Outcome outcome : Outcome.values()) {
            counters.put(outcome, Counter.builder("doorstep.passwords")
                    .description("names and passwords, by what became of them")
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT)).register(meters));
        }
    }

    void count(Outcome outcome, Caller caller) {
        Counter counter = counters.get(outcome);
        if (counter != null) {
            counter.increment();
        }
        switch (outcome) {
            case RIGHT, REMEMBERED -> {
                // Nobody needs to know.
            }
            case WRONG -> log(caller, "wrong name or password");
            case LIMITED -> log(caller, "too many wrong passwords, not looked at");
            case BUSY -> log(caller, "too many passwords wait to be checked");
        }
    }

    private void log(Caller caller, String why) {
        failures.run(count -> LOG.warn("Sign-in failed: {}, {} ({})", caller.client(), why, count));
    }
}
