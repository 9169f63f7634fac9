package io.doorstep.analytics.topology.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.CommandAnswered;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnerReadModelTests {
    private final LearnerReadModel readModel = ReadModels.configured();

    @Test
    void patterns_areNewestFirst_howeverPartitionsAreRead() {
        for (long window : new long[]{30, 40, 10, 20}) {
            add(pattern(Scope.DEFAULT, window));
            add(pattern(Scope.product("11"), window));
        }
        assertThat(readModel.patterns("default", 3)).extracting(UsagePattern::windowStartMs).containsExactly(40L, 30L,
                20L);
        assertThat(readModel.patterns(null, 1000)).hasSize(8);
        assertThat(readModel.patterns("product:12", 1000)).isEmpty();
    }

    @Test
    void patterns_areBounded_theOldestGoFirst() {
        for (long window = 0; window < LearnerReadModel.MOST_PATTERNS + 10; window++) {
            add(pattern(Scope.DEFAULT, window));
        }
        List<UsagePattern> patterns = readModel.patterns(null, Integer.MAX_VALUE);
        assertThat(patterns).hasSize(LearnerReadModel.MOST_PATTERNS);
        assertThat(patterns.getLast().windowStartMs()).isEqualTo(10);
    }

    @Test
    void revisions_areNewestFirstAndBounded_andTheLatestIsInForce() {
        assertThat(readModel.revision(Scope.DEFAULT)).isZero();
        for (long number = 1; number <= LearnerReadModel.MOST_REVISIONS + 5; number++) {
            add(revision(Scope.DEFAULT, number, number - 1));
        }
        assertThat(readModel.revisions(Integer.MAX_VALUE)).hasSize(LearnerReadModel.MOST_REVISIONS);
        assertThat(readModel.revisions(1).getFirst().revised().revision())
                .isEqualTo(LearnerReadModel.MOST_REVISIONS + 5);
        assertThat(readModel.inForce().keySet()).containsExactly("default");
        assertThat(readModel.revision(Scope.DEFAULT)).isEqualTo(LearnerReadModel.MOST_REVISIONS + 5);
    }

    @Test
    void pages_leadBack_andSayWhatIsLeftOut() {
        for (long number = 1; number <= LearnerReadModel.MOST_REVISIONS + 2; number++) {
            add(revision(number % 2 == 0 ? Scope.DEFAULT : Scope.product("11"), number, Math.max(0, number - 2)));
        }
        assertThat(page(Long.MAX_VALUE, 2)).isEqualTo("[1002, 1000] then before 1000, left out 0");
        assertThat(page(8, 2)).isEqualTo("[6, 4] then before 0, left out 2");
        assertThat(page(4, 2)).isEqualTo("[] then before 0, left out 0");
        assertThat(readModel.revisions("product:11", 4, 1)).isEqualTo(new RevisionPage(
                readModel.revisions("product:11", 4, 1).revisions(), 0, 1));
    }

    private String page(long before, int limit) {
        RevisionPage page = readModel.revisions("default", before, limit);
        return page.revisions().stream().map(revision -> revision.revised().revision()).toList() + " then before "
                + page.nextBefore() + ", left out " + page.leftOut();
    }

    @Test
    void latestOfAScope_isInForce_evenWhereTheRevisionLogHasItNot() {
        readModel.addLatest(envelope(revision(Scope.DEFAULT, 7, 6)));
        add(revision(Scope.DEFAULT, 6, 5));
        assertThat(readModel.revision(Scope.DEFAULT)).isEqualTo(7);
        assertThat(readModel.revisions(10)).extracting(revision -> revision.revised().revision()).containsExactly(6L);
    }

    @Test
    void answers_areFoundByTheirCommand_theOldestAreForgotten() {
        for (int i = 0; i <= LearnerReadModel.MOST_ANSWERS; i++) {
            add(new CommandAnswered("c" + i, Scope.DEFAULT, null, true, i, "r", "ada"));
        }
        assertThat(readModel.answer("c0")).isNull();
        assertThat(readModel.answer("c1")).isNotNull().extracting(CommandAnswered::revision).isEqualTo(1L);
    }

    private static LimitsRevised revision(Scope scope, long number, long predecessor) {
        return new LimitsRevised(scope, number, predecessor, Limits.DEFAULTS, "learner", "r", List.of());
    }

    private void add(Event event) {
        readModel.add(envelope(event));
    }

    private static EventEnvelope envelope(Event event) {
        return new EventEnvelope("learner", 1, Instant.EPOCH, event);
    }

    private static UsagePattern pattern(Scope scope, long window) {
        return UsagePattern.builder(scope).windowStartMs(window).windowMs(10).clients(1).attempts(1).admitted(1)
                .poolPeak(1).build();
    }
}
