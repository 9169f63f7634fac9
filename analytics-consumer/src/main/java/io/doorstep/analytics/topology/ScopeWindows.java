package io.doorstep.analytics.topology;

import io.doorstep.analytics.usage.ScopeUsage;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Merges the folds of all input partitions, and publishes each scope and window once, when all of them have closed it. */
final class ScopeWindows extends ContextualProcessor<String, Part, String, EventEnvelope> {
    static final String SCOPES = "learner-scopes";

    private final long windowMs;
    private final int partitions;
    private final LearnerListener listener;
    private KeyValueStore<ScopeInWindow, ScopeUsage> scopes;
    private Counters counters;
    private Sources sources;

    /** @param partitions how many input partitions there are */
    @SuppressWarnings("NullAway.Init")
    ScopeWindows(long windowMs, int partitions, LearnerListener listener) {
        this.windowMs = windowMs;
        this.partitions = partitions;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<String, EventEnvelope> context) {
        super.init(context);
        scopes = context.getStateStore(SCOPES);
        counters = new Counters(context.getStateStore(Counters.STORE));
        sources = new Sources(context.getStateStore(Sources.STORE));
    }

    @Override
    public void process(Record<String, Part> record) {
        switch (record.value()) {
            case Part.Fold fold -> merge(fold);
            case Part.Heard heard -> sources.add(heard);
            case Part.Settled settled -> sources.add(settled);
            case Part.Ended ended -> sources.add(ended);
            case Part.Closed closed -> {
                counters.closed(closed);
                publish(counters.closedByAll(partitions));
            }
        }
    }

    private void merge(Part.Fold fold) {
        if (fold.windowStartMs() < counters.publishedUpTo()) {
            if (fold.scope().equals(Scope.DEFAULT)) {
                listener.onLate(fold.usage().attempts());
            }
            return;
        }
        var key = new ScopeInWindow(fold.windowStartMs(), fold.scope());
        ScopeUsage sum = scopes.get(key);
        if (sum == null) {
            sum = fold.usage();
        } else {
            sum.merge(fold.usage());
        }
        scopes.put(key, sum);
    }

    private void publish(long upTo) {
        if (upTo <= counters.publishedUpTo()) {
            return;
        }
        List<KeyValue<ScopeInWindow, ScopeUsage>> ended = new ArrayList<>();
        try (var range = scopes.range(new ScopeInWindow(0, new Scope("")), new ScopeInWindow(upTo, new Scope("")))) {
            range.forEachRemaining(ended::add);
        }
        long lost = sources.settle(upTo);
        listener.onSettled(sources.losses(), lost);
        long toTell = counters.lostToTell() + lost;
        counters.lostToTell(ended.isEmpty() ? toTell : 0);
        for (var scope : ended) {
            publish(scope.key, scope.value, toTell);
            scopes.delete(scope.key);
        }
        counters.publishedUpTo(upTo);
        ended.stream().map(scope -> scope.key.windowStartMs()).distinct().forEach(listener::onWindowClosed);
    }

    private void publish(ScopeInWindow key, ScopeUsage usage, long lost) {
        UsagePattern pattern = usage.toPattern(key.scope(), key.windowStartMs(), windowMs, lost);
        long now = context().currentSystemTimeMs();
        context().forward(new Record<>(pattern.key(),
                new EventEnvelope(Counters.SOURCE, counters.nextSequence(), Instant.ofEpochMilli(now), pattern), now));
    }
}
