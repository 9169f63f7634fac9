package io.doorstep.analytics.tuning;

import io.doorstep.events.Evidence;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;

/** What should become of one limit. */
public sealed interface Adjustment {

    LimitName limitName();

    /** In words, for people. */
    String reason();

    /** The limits with this adjustment made. */
    Limits applyTo(Limits limits);

    /** It stays as it is. */
    record Hold(LimitName limitName, String reason) implements Adjustment {
        @Override
        public Limits applyTo(Limits limits) {
            return limits;
        }
    }

    /** It goes up to {@link Evidence#to()}. */
    record Raise(Evidence evidence, String reason) implements Adjustment {
        @Override
        public LimitName limitName() {
            return evidence.limitName();
        }

        @Override
        public Limits applyTo(Limits limits) {
            return limits.with(evidence.limitName(), evidence.to());
        }
    }

    /** It goes down to {@link Evidence#to()}. */
    record Lower(Evidence evidence, String reason) implements Adjustment {
        @Override
        public LimitName limitName() {
            return evidence.limitName();
        }

        @Override
        public Limits applyTo(Limits limits) {
            return limits.with(evidence.limitName(), evidence.to());
        }
    }
}
