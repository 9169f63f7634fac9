package io.doorstep.analytics.tuning;

import io.doorstep.events.Evidence;
import io.doorstep.events.Hold;
import io.doorstep.events.Limits;
import io.doorstep.events.RevisionKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A revision that is decided on and has no number yet: what {@link io.doorstep.events.LimitsRevised} will say.
 *
 * @param kind of several limits that change at once, the weightiest
 * @param candidate null for none
 * @param hold null where the limits are tuned
 * @param author {@code learner}, or the name of an operator
 */
public record RevisionDraft(RevisionKind kind, Limits limits, @Nullable Limits candidate, @Nullable Hold hold,
        String author, String reason, List<Evidence> evidence) {
    private static final String LEARNER = "learner";

    public RevisionDraft {
        evidence = List.copyOf(evidence);
    }

    /** Of limits that are tuned. */
    public static RevisionDraft learned(RevisionKind kind, Limits limits, @Nullable Limits candidate, String reason,
            List<Evidence> evidence) {
        return new RevisionDraft(kind, limits, candidate, null, LEARNER, reason, evidence);
    }

    /** The same with other numbers. */
    public RevisionDraft with(Limits otherLimits, @Nullable Limits otherCandidate) {
        return new RevisionDraft(kind, otherLimits, otherCandidate, hold, author, reason, evidence);
    }

    /** The same where an operator holds the limits, or not. */
    public RevisionDraft with(@Nullable Hold otherHold) {
        return new RevisionDraft(kind, limits, candidate, otherHold, author, reason, evidence);
    }
}
