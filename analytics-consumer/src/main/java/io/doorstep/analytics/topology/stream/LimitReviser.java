package io.doorstep.analytics.topology.stream;

import io.doorstep.analytics.revision.ScopeState;
import io.doorstep.analytics.revision.TuningDecision;
import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.analytics.topology.PublishedState;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.tuning.RevisionDraft;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Limits;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Takes the tuning of each scope that has limits on by one window per pattern, and publishes what changes. It tunes nothing
 * until the chat service has said what it was configured with.
 */
final class LimitReviser extends ContextualProcessor<String, EventEnvelope, String, EventEnvelope> {
    private final TopologySettings settings;
    private final PublishedState published;
    private final LearnerListener listener;
    private RevisionStore revisions;

    @SuppressWarnings("NullAway.Init")
    LimitReviser(TopologySettings settings, PublishedState published, LearnerListener listener) {
        this.settings = settings;
        this.published = published;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<String, EventEnvelope> context) {
        super.init(context);
        revisions = new RevisionStore(context, settings, published, listener);
    }

    @Override
    public void process(Record<String, EventEnvelope> record) {
        if (!(record.value().event() instanceof UsagePattern pattern)) {
            return;
        }
        Limits configured = published.configured(pattern.scope());
        if (configured != null) {
            ScopeState state = revisions.state(pattern.scope(), configured);
            if (state != null) {
                ScopeState seen = state.with(pattern, settings.policy());
                if (!revisions.releaseIfLapsed(pattern.scope(), seen, configured)) {
                    tune(pattern.scope(), seen, configured);
                }
            }
        }
    }

    private void tune(Scope scope, ScopeState state, Limits configured) {
        TuningDecision turn = TuningDecision.of(state, configured, settings.mode(), settings.policy(),
                settings.trial());
        RevisionDraft draft = turn.draft();
        if (draft == null) {
            revisions.keep(scope, turn.state());
        } else {
            revisions.revise(scope, turn.state(), draft, configured);
        }
        if (settings.mode() != TuningMode.OFF) {
            listener.onTuned(scope, turn);
            listener.onProposed(scope, settings.proposals(turn.state(), configured));
        }
    }
}
