package io.doorstep.analytics.topology.stream;

import io.doorstep.analytics.revision.ScopeState;
import io.doorstep.analytics.topology.PublishedState;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitsRevised;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the revisions in force once more, where their topic has been deleted: whoever starts reads them there. It is
 * of the task that publishes new ones, so that none is followed by an older one.
 */
final class LimitsRefill extends ContextualProcessor<String, @Nullable EventEnvelope, String, EventEnvelope> {
    private static final Logger LOG = LoggerFactory.getLogger(LimitsRefill.class);
    private static final Duration SOON = Duration.ofMillis(200);

    private final PublishedState published;
    private final boolean isDue;
    private KeyValueStore<String, ScopeState> states;
    private @Nullable Cancellable waiting;

    /** @param isDue whether the topic is empty */
    @SuppressWarnings("NullAway.Init")
    LimitsRefill(PublishedState published, boolean isDue) {
        this.published = published;
        this.isDue = isDue;
    }

    @Override
    public void init(ProcessorContext<String, EventEnvelope> context) {
        super.init(context);
        states = context.getStateStore(RevisionStore.STATES);
        if (isDue) {
            waiting = context.schedule(SOON, PunctuationType.WALL_CLOCK_TIME, this::refill);
        }
    }

    @Override
    public void process(Record<String, @Nullable EventEnvelope> record) {
        // Commands are none of its business: they bring it into their task.
    }

    private void refill(long now) {
        List<EventEnvelope> inForce = new ArrayList<>(published.revisionsInForce());
        inForce.removeIf(this::isSuperseded);
        inForce.forEach(envelope -> context().forward(new Record<>(envelope.event().key(), envelope, now)));
        if (!inForce.isEmpty()) {
            LOG.info("The limits' topic was empty: {} revisions that are in force are published again", inForce.size());
            context().commit();
        }
        if (waiting != null) {
            waiting.cancel();
        }
    }

    private boolean isSuperseded(EventEnvelope envelope) {
        ScopeState state = envelope.event() instanceof LimitsRevised revised
                ? states.get(revised.scope().name())
                : null;
        return state != null && envelope.event() instanceof LimitsRevised revised
                && state.revision() > revised.revision();
    }
}
