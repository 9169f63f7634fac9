package io.doorstep.analytics.api;

import io.doorstep.analytics.topology.LearnerBook;
import io.doorstep.events.Evidence;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A revision as the API shows it.
 *
 * @param time when it was published; absent for the configured limits
 */
record RevisionView(String scope, long revision, long predecessor, @Nullable Instant time, String author,
        String reason, Limits limits, List<Evidence> evidence) {

    static RevisionView of(LearnerBook.Revision revision) {
        LimitsRevised revised = revision.revised();
        return new RevisionView(revised.scope().name(), revised.revision(), revised.predecessor(),
                revision.envelope().time(), revised.author(), revised.reason(), revised.limits(), revised.evidence());
    }

    static RevisionView configured(Limits limits) {
        return new RevisionView(Scope.DEFAULT.name(), 0, 0, null, "configuration", "configured", limits, List.of());
    }
}
