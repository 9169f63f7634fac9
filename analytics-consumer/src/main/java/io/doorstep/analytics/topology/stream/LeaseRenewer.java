package io.doorstep.analytics.topology.stream;

import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.analytics.topology.PublishedState;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.events.EventEnvelope;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Publishes revisions with numbers below the configured ones once more after each window, with a later lease. A window that
 * is not closed renews nothing: a learner that does not learn is as good as none. It is of the task that publishes new
 * revisions, so that none is followed by an older one.
 */
final class LeaseRenewer extends ContextualProcessor<String, @Nullable EventEnvelope, String, EventEnvelope> {
    private static final Duration BEAT = Duration.ofMillis(500);

    private final TopologySettings settings;
    private final PublishedState published;
    private RevisionStore revisions;
    private long renewedUpTo;

    @SuppressWarnings("NullAway.Init")
    LeaseRenewer(TopologySettings settings, PublishedState published) {
        this.settings = settings;
        this.published = published;
    }

    @Override
    public void init(ProcessorContext<String, EventEnvelope> context) {
        super.init(context);
        revisions = new RevisionStore(context, settings, published, LearnerListener.NOOP);
        renewedUpTo = revisions.closedUpTo();
        context.schedule(BEAT, PunctuationType.WALL_CLOCK_TIME, _ -> renew());
    }

    @Override
    public void process(Record<String, @Nullable EventEnvelope> record) {
        // Commands are none of its business: they bring it into their task.
    }

    private void renew() {
        long closedUpTo = revisions.closedUpTo();
        if (closedUpTo > renewedUpTo && published.configured() != null) {
            renewedUpTo = closedUpTo;
            revisions.renewLeases();
        }
    }
}
