package io.doorstep.benchmarks.loop;

import io.doorstep.events.Evidence;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import java.util.List;

/** Revisions as a learner publishes them. */
final class Revisions {
    private Revisions() {}

    static LimitsRevised of(long revision, RevisionKind kind, int limit, int candidate, long windowStartMs) {
        return new LimitsRevised(Scope.DEFAULT, revision, revision - 1, limits(limit), "learner", "for a reason",
                List.of(new Evidence(LimitName.CONNECTION_RATE, 50, limit, 1, 30, 9, windowStartMs)), kind,
                candidate == limit ? null : limits(candidate), null);
    }

    private static Limits limits(int connections) {
        return Limits.DEFAULTS.withConnectionRate(Limits.DEFAULTS.connectionRate().withLimit(connections));
    }
}
