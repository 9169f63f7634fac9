package io.doorstep.analytics.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Quantiles;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearnerBookTests {
    private final LearnerBook book = new LearnerBook(Limits.DEFAULTS);

    @Test
    void patterns_areNewestFirst_howeverPartitionsAreRead() {
        for (long window : new long[]{30, 40, 10, 20}) {
            add(pattern(Scope.DEFAULT, window));
            add(pattern(Scope.product("11"), window));
        }
        assertThat(book.patterns("default", 3)).extracting(UsagePattern::windowStartMs).containsExactly(40L, 30L, 20L);
        assertThat(book.patterns(null, 1000)).hasSize(8);
        assertThat(book.patterns("product:12", 1000)).isEmpty();
    }

    @Test
    void patterns_areBounded_theOldestGoFirst() {
        for (long window = 0; window < LearnerBook.MOST_PATTERNS + 10; window++) {
            add(pattern(Scope.DEFAULT, window));
        }
        List<UsagePattern> patterns = book.patterns(null, Integer.MAX_VALUE);
        assertThat(patterns).hasSize(LearnerBook.MOST_PATTERNS);
        assertThat(patterns.getLast().windowStartMs()).isEqualTo(10);
    }

    @Test
    void revisions_areNewestFirstAndBounded_andTheLatestIsInForce() {
        assertThat(book.revision(Scope.DEFAULT)).isZero();
        for (long number = 1; number <= LearnerBook.MOST_REVISIONS + 5; number++) {
            add(new LimitsRevised(Scope.DEFAULT, number, number - 1, Limits.DEFAULTS, "learner", "r", List.of()));
        }
        assertThat(book.revisions()).hasSize(LearnerBook.MOST_REVISIONS);
        assertThat(book.revisions().getFirst().revised().revision()).isEqualTo(LearnerBook.MOST_REVISIONS + 5);
        assertThat(book.inForce().keySet()).containsExactly("default");
        assertThat(book.revision(Scope.DEFAULT)).isEqualTo(LearnerBook.MOST_REVISIONS + 5);
    }

    private void add(Event event) {
        book.add(new EventEnvelope("learner", 1, Instant.EPOCH, event));
    }

    private static UsagePattern pattern(Scope scope, long window) {
        return new UsagePattern(scope, window, 10, 1, 1, 1, 0, Map.of(), Quantiles.NONE, Quantiles.NONE, 1, 0);
    }
}
