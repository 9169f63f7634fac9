package io.doorstep.analytics.topology.stream;

import io.doorstep.analytics.revision.ScopeState;
import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.analytics.topology.PublishedState;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.topology.store.PartitionMessage;
import io.doorstep.analytics.topology.store.ScopeInWindow;
import io.doorstep.analytics.topology.store.WriteBackStore;
import io.doorstep.analytics.tuning.LimitTuner;
import io.doorstep.analytics.tuning.ScopeTuningState;
import io.doorstep.analytics.usage.ScopeUsage;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Merges the folds of all input partitions, and publishes each scope and window once, when all of them have closed it. */
public final class ScopeWindows extends ContextualProcessor<String, PartitionMessage, String, EventEnvelope> {
    public static final String SCOPES = "learner-scopes";

    private static final Duration BEAT = Duration.ofSeconds(1);

    private final TopologySettings settings;
    private final PublishedState published;
    private final Beginning beginning;
    private final LearnerListener listener;
    private WriteBackStore<ScopeInWindow, ScopeUsage> scopes;
    private KeyValueStore<String, ScopeState> states;
    private Counters counters;
    private LossTrackers sources;
    /** While patterns are published: there may be hundreds of scopes without limits of their own. */
    private @Nullable Yardstick everybodys;

    @SuppressWarnings("NullAway.Init")
    ScopeWindows(TopologySettings settings, PublishedState published, Beginning beginning, LearnerListener listener) {
        this.settings = settings;
        this.published = published;
        this.beginning = beginning;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<String, EventEnvelope> context) {
        super.init(context);
        scopes = context.getStateStore(SCOPES);
        states = context.getStateStore(RevisionStore.STATES);
        counters = new Counters(context.getStateStore(Counters.STORE), published::floor);
        sources = new LossTrackers(context.getStateStore(LossTrackers.STORE));
        context.schedule(BEAT, PunctuationType.WALL_CLOCK_TIME, _ -> listener.onAlive());
    }

    @Override
    public void process(Record<String, PartitionMessage> record) {
        counters.begin(beginning);
        switch (record.value()) {
            case PartitionMessage.Fold fold -> merge(fold);
            case PartitionMessage.Heard heard -> sources.add(heard);
            case PartitionMessage.Late late -> sources.add(late);
            case PartitionMessage.Settled settled -> sources.add(settled);
            case PartitionMessage.Ended ended -> sources.add(ended);
            case PartitionMessage.Closed closed -> {
                counters.closed(closed);
                publish(counters.closedByAll(beginning.partitions()));
            }
        }
    }

    private void merge(PartitionMessage.Fold fold) {
        if (fold.windowStartMs() < counters.publishedUpTo()) {
            if (fold.scope().equals(Scope.DEFAULT)) {
                listener.onLate(fold.usage().events());
                counters.lostToTell(counters.lostToTell() + fold.usage().events());
            }
            return;
        }
        scopes.change(new ScopeInWindow(fold.windowStartMs(), fold.scope()), ScopeUsage::empty).merge(fold.usage());
    }

    private void publish(long upTo) {
        if (upTo <= counters.publishedUpTo()) {
            return;
        }
        Map<ScopeInWindow, ScopeUsage> ended = new TreeMap<>(Comparator.comparingLong(ScopeInWindow::windowStartMs)
                .thenComparing(key -> key.scope().name()));
        scopes.forEach(new WriteBackStore.Range<>(new ScopeInWindow(0, new Scope("")),
                new ScopeInWindow(upTo, new Scope("")), key -> key.windowStartMs() < upTo), ended::put);
        long lost = sources.settle(upTo);
        listener.onSettled(sources.losses(), lost);
        long toTell = counters.lostToTell() + lost;
        counters.lostToTell(ended.isEmpty() ? toTell : 0);
        ended.forEach((key, usage) -> {
            publish(key, usage, toTell);
            scopes.delete(key);
        });
        everybodys = null;
        counters.publishedUpTo(upTo);
        ended.keySet().stream().map(ScopeInWindow::windowStartMs).distinct().forEach(listener::onWindowClosed);
        context().commit();
    }

    private void publish(ScopeInWindow key, ScopeUsage usage, long lost) {
        UsagePattern pattern = pattern(key, usage, lost);
        long now = context().currentSystemTimeMs();
        context().forward(new Record<>(pattern.key(),
                new EventEnvelope(Counters.SOURCE, counters.nextSequence(), Instant.ofEpochMilli(now), pattern), now));
    }

    /** Until the configured limits are known, a pattern tells of demand alone. */
    private UsagePattern pattern(ScopeInWindow key, ScopeUsage usage, long lost) {
        Limits configured = published.configured(key.scope());
        if (configured == null) {
            return usage.toPattern(key.scope(), key.windowStartMs(), settings.windowMs(), lost);
        }
        Yardstick yardstick = yardstick(key.scope(), configured);
        UsagePattern counted = usage.toPattern(key.scope(), key.windowStartMs(), settings.windowMs(), lost,
                yardstick.references());
        return counted.withAttacked(LimitTuner.attacked(counted, yardstick.inForce(), settings.policy()));
    }

    /** What the usage of a scope is held against: the limits that it is under, which may be those of everybody. */
    private Yardstick yardstick(Scope scope, Limits configured) {
        ScopeState state = states.get(scope.name());
        if (state == null && !published.isNamed(scope)) {
            return everybodys == null ? yardstick(Scope.DEFAULT, configured) : everybodys;
        }
        Yardstick yardstick = state == null
                ? new Yardstick(configured, ScopeTuningState.at(configured).references(configured))
                : new Yardstick(state.under(configured).limits(), state.course().references(configured));
        everybodys = scope.equals(Scope.DEFAULT) ? yardstick : everybodys;
        return yardstick;
    }

    /** @param references the most that a good client asks for of each limit */
    private record Yardstick(Limits inForce, Map<LimitName, Integer> references) {}
}
