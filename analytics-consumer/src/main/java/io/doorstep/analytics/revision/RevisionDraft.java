package io.doorstep.analytics.revision;

import io.doorstep.events.Evidence;
import io.doorstep.events.Hold;
import io.doorstep.events.Limits;
import io.doorstep.events.RevisionKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A revision that has no number yet.
 *
 * @param candidate null for none
 * @param hold null where the limits are tuned
 * @param author {@code learner}, or the name of an operator
 */
public record RevisionDraft(RevisionKind kind, Limits limits, @Nullable Limits candidate, @Nullable Hold hold,
        String author,
        String reason, List<Evidence> evidence) {
    public RevisionDraft {
        evidence = List.copyOf(evidence);
    }
}
