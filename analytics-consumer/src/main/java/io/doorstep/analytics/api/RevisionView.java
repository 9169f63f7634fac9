package io.doorstep.analytics.api;

import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.events.Evidence;
import io.doorstep.events.Hold;
import io.doorstep.events.Lease;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A revision as the API shows it.
 *
 * @param time when it was published; absent for the configured limits
 * @param kind absent for the configured limits, and in revisions of versions that knew none
 * @param candidate what runs in shadow beside the limits; absent for nothing
 * @param hold absent where the limits are tuned
 */
record RevisionView(String scope, long revision, long predecessor, @Nullable RevisionKind kind, @Nullable Instant time,
        String author, String reason, Limits limits, @Nullable Limits candidate, @Nullable Hold hold,
        @Nullable Lease lease, List<Evidence> evidence) {

    static RevisionView of(LearnerReadModel.Revision revision) {
        LimitsRevised revised = revision.revised();
        return new RevisionView(revised.scope().name(), revised.revision(), revised.predecessor(), revised.kind(),
                revision.envelope().time(), revised.author(), revised.reason(), revised.limits(), revised.candidate(),
                revised.hold(), revised.lease(), revised.evidence());
    }

    static RevisionView configured(Scope scope, Limits limits) {
        return new RevisionView(scope.name(), 0, 0, null, null, "configuration", "configured", limits, null,
                null, null, List.of());
    }
}
