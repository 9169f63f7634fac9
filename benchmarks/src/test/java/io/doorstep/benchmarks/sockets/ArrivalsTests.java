package io.doorstep.benchmarks.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrivalsTests {
    private static final Duration TIME = Duration.ofSeconds(100);

    private final FakeTimers timers = new FakeTimers();
    private final List<Long> due = new ArrayList<>();

    @Test
    void asManyComeAsWereAskedFor_whenTheTimeIsOver() {
        var done = new Arrivals(timers, new Random(1), 20, due::add).run(TIME.toNanos());
        timers.pass(TIME.minusMillis(1));
        assertThat(done).isNotDone();
        timers.pass(Duration.ofMillis(1));
        assertThat(done).isCompleted();
        assertThat(due.size()).isCloseTo(2000, withPercentage(10));
        assertThat(due).isSorted().allMatch(instant -> instant < TIME.toNanos());
    }

    @Test
    void failureIsSeen_whenOneCannotBegin() {
        var done = new Arrivals(timers, new Random(1), 20, _ -> {
            throw new IllegalStateException("no more");
        }).run(TIME.toNanos());
        timers.pass(TIME);
        assertThat(done).isCompletedExceptionally();
    }

    @Test
    void theyAreDueAtTheSameInstants_whenTheSeedIsTheSame() {
        List<Long> again = new ArrayList<>();
        var _ = new Arrivals(timers, new Random(1), 20, due::add).run(TIME.toNanos());
        var _ = new Arrivals(timers, new Random(1), 20, again::add).run(TIME.toNanos());
        timers.pass(TIME);
        assertThat(again).isNotEmpty().isEqualTo(due);
    }
}
