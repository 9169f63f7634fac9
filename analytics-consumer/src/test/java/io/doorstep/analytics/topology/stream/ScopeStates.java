package io.doorstep.analytics.topology.stream;

import io.doorstep.analytics.revision.ScopeState;
import io.doorstep.analytics.revision.TuningDecision;
import io.doorstep.analytics.topology.readmodel.EventReplayBuffer;
import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.analytics.tuning.Proposal;
import io.doorstep.analytics.tuning.TrialPolicy;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.Sanction;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.time.Instant;
import java.util.List;

/** Fills a read model as if it had been read from Kafka. */
public final class ScopeStates {
    private ScopeStates() {}

    public static void add(LearnerReadModel readModel, Event event) {
        readModel.add(new EventEnvelope("learner", 1, Instant.EPOCH, event));
    }

    public static void addSanction(LearnerReadModel readModel, String source, long sequence, Sanction sanction) {
        readModel.sanctions().add(new EventEnvelope(source, sequence, Instant.EPOCH, sanction));
    }

    public static void tune(LearnerReadModel readModel, UsagePattern pattern) {
        readModel.onTuned(pattern.scope(),
                TuningDecision.of(ScopeState.of(Limits.DEFAULTS).with(pattern, TuningPolicy.DEFAULTS), Limits.DEFAULTS,
                        TuningMode.ENFORCE, TuningPolicy.DEFAULTS, TrialPolicy.DEFAULTS));
    }

    public static void propose(LearnerReadModel readModel) {
        readModel.onProposed(Scope.DEFAULT,
                List.of(new Proposal(LimitName.CONNECTION_RATE, 50, 50, 20, 300_000, 12, 900,
                        0, 3, "20 would have refused 0 of 900 good clients in 12 windows")));
    }

    public static void tell(EventReplayBuffer feed, long id, Event event) {
        feed.add(new EventEnvelope("learner", id, Instant.EPOCH, event));
    }
}
