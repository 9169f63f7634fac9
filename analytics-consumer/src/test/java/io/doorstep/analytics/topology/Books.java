package io.doorstep.analytics.topology;

import io.doorstep.analytics.book.BookTurn;
import io.doorstep.analytics.book.ScopeBook;
import io.doorstep.analytics.tuning.TrialPolicy;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Limits;
import io.doorstep.events.UsagePattern;
import java.time.Instant;

/** Fills a book as if it had been read from Kafka. */
public final class Books {
    private Books() {}

    public static void add(LearnerBook book, Event event) {
        book.add(new EventEnvelope("learner", 1, Instant.EPOCH, event));
    }

    public static void tune(LearnerBook book, UsagePattern pattern) {
        book.onTuned(pattern.scope(),
                BookTurn.of(ScopeBook.of(Limits.DEFAULTS).with(pattern, TuningPolicy.DEFAULTS), Limits.DEFAULTS,
                        TuningMode.ENFORCE, TuningPolicy.DEFAULTS, TrialPolicy.DEFAULTS));
    }

    public static void tell(BookFeed feed, long id, Event event) {
        feed.add(new EventEnvelope("learner", id, Instant.EPOCH, event));
    }
}
