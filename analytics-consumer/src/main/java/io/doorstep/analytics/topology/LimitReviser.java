package io.doorstep.analytics.topology;

import static java.util.stream.Collectors.joining;

import io.doorstep.analytics.tuning.Adjustment;
import io.doorstep.analytics.tuning.LimitTuner;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Evidence;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Asks the tuner about each pattern of a scope that has limits, and publishes what changes. The only author of revisions. */
final class LimitReviser extends ContextualProcessor<String, EventEnvelope, String, EventEnvelope> {
    static final String BOOK = "learner-book";

    private final TopologySettings settings;
    private final LearnerListener listener;
    private KeyValueStore<String, ScopeBook> books;
    private Counters counters;

    @SuppressWarnings("NullAway.Init")
    LimitReviser(TopologySettings settings, LearnerListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<String, EventEnvelope> context) {
        super.init(context);
        books = context.getStateStore(BOOK);
        counters = new Counters(context.getStateStore(Counters.STORE));
    }

    @Override
    public void process(Record<String, EventEnvelope> record) {
        if (record.value().event() instanceof UsagePattern pattern) {
            ScopeBook book = bookOf(pattern.scope());
            if (book != null) {
                books.put(pattern.scope().name(), tune(pattern.scope(),
                        book.with(pattern, settings.policy().windows())));
            }
        }
    }

    /** Null for a scope without limits of its own. */
    private @Nullable ScopeBook bookOf(Scope scope) {
        ScopeBook book = books.get(scope.name());
        if (!scope.equals(Scope.DEFAULT)) {
            return book;
        }
        return book == null ? ScopeBook.of(settings.configured()) : book.withConfigured(settings.configured());
    }

    private ScopeBook tune(Scope scope, ScopeBook book) {
        if (settings.mode() == TuningMode.OFF) {
            return book;
        }
        List<Adjustment> adjustments = LimitTuner.tune(book.recent(), book.limits(), settings.policy());
        Limits limits = book.limits();
        for (Adjustment adjustment : adjustments) {
            limits = adjustment.applyTo(limits);
        }
        if (settings.mode() == TuningMode.SHADOW || limits.equals(book.limits())) {
            listener.onTuned(scope, adjustments, null);
            return book;
        }
        var revised = new LimitsRevised(scope, counters.nextRevision(), book.revision(), limits, Counters.SOURCE,
                reason(adjustments), evidence(adjustments));
        publish(revised);
        listener.onTuned(scope, adjustments, revised);
        return book.revised(revised.revision(), limits);
    }

    private void publish(LimitsRevised revised) {
        long now = context().currentSystemTimeMs();
        context().forward(new Record<>(revised.key(),
                new EventEnvelope(Counters.SOURCE, counters.nextSequence(), Instant.ofEpochMilli(now), revised), now));
    }

    private static String reason(List<Adjustment> adjustments) {
        return adjustments.stream()
                .filter(adjustment -> !(adjustment instanceof Adjustment.Hold))
                .map(adjustment -> adjustment.limitName().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": "
                        + adjustment.reason())
                .collect(joining("; "));
    }

    private static List<Evidence> evidence(List<Adjustment> adjustments) {
        return adjustments.stream().flatMap(adjustment -> switch (adjustment) {
            case Adjustment.Hold _ -> Stream.<Evidence>empty();
            case Adjustment.Raise raise -> Stream.of(raise.evidence());
            case Adjustment.Lower lower -> Stream.of(lower.evidence());
        }).toList();
    }
}
