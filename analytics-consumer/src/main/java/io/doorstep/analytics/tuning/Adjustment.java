package io.doorstep.analytics.tuning;

import io.doorstep.events.Computation;
import io.doorstep.events.Evidence;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.RevisionKind;

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

    /**
     * It goes up to {@link Evidence#to()}.
     *
     * @param who wants as much as the demand
     * @param note in words, what else there is to say; empty for nothing
     */
    record Raise(Evidence evidence, Computation computation, String who, String note) implements Adjustment {
        @Override
        public LimitName limitName() {
            return evidence.limitName();
        }

        @Override
        public String reason() {
            return Reasons.computed(who, evidence, computation, "") + note;
        }

        /** The same with a lower ceiling. */
        Raise withCeiling(int most) {
            Computation bounded = computation.withCeiling(most);
            return new Raise(new Evidence(evidence.limitName(), evidence.from(), bounded.next(evidence.from()),
                    evidence.windows(), evidence.clients(), evidence.demand(), evidence.lastWindowStartMs(),
                    evidence.collateral(), bounded, evidence.impact()), bounded, who, note);
        }

        @Override
        public Limits applyTo(Limits limits) {
            return limits.with(evidence.limitName(), evidence.to());
        }
    }

    /**
     * It goes down to {@link Evidence#to()}.
     *
     * @param who wants as much as the demand
     */
    record Lower(Evidence evidence, Computation computation, String who) implements Adjustment {
        @Override
        public LimitName limitName() {
            return evidence.limitName();
        }

        @Override
        public String reason() {
            return Reasons.computed(who, evidence, computation, "");
        }

        @Override
        public Limits applyTo(Limits limits) {
            return limits.with(evidence.limitName(), evidence.to());
        }
    }

    /** It was revised: {@link Evidence#to()} is tried where that is the kind, and in force otherwise. */
    record Revised(RevisionKind kind, Evidence evidence, String reason) implements Adjustment {
        @Override
        public LimitName limitName() {
            return evidence.limitName();
        }

        @Override
        public Limits applyTo(Limits limits) {
            return kind == RevisionKind.TRIED ? limits : limits.with(evidence.limitName(), evidence.to());
        }
    }
}
