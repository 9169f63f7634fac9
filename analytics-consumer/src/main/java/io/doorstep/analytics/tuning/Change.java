package io.doorstep.analytics.tuning;

import io.doorstep.events.Evidence;
import io.doorstep.events.Limits;
import io.doorstep.events.RevisionKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a revision is to say.
 *
 * @param kind of several limits that change at once, the weightiest
 * @param candidate null for none
 */
public record Change(RevisionKind kind, Limits limits, @Nullable Limits candidate, String reason,
        List<Evidence> evidence) {
    public Change {
        evidence = List.copyOf(evidence);
    }
}
