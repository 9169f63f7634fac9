package io.doorstep.benchmarks.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.sockets.FakeSockets;
import io.doorstep.benchmarks.sockets.FakeTimers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallerTests {
    private final FakeTimers timers = new FakeTimers();
    private final FakeSockets sockets = new FakeSockets();
    private final CallerBook book = new CallerBook();
    private final AtomicInteger gone = new AtomicInteger();

    @Test
    void itSaysOneThingAndLeaves_whenNothingIsAcknowledged() {
        come();
        timers.pass(Duration.ofMillis(30));
        sockets.last().listener.admitted("c1");
        assertThat(sockets.last().sent).containsExactly("m1");
        timers.pass(Duration.ofMillis(900));
        assertThat(sockets.last().closed).isFalse();
        timers.pass(Duration.ofMillis(100));
        assertThat(sockets.last().closed).isTrue();
        assertThat(gone).hasValue(1);
        assertThat(book.admitted()).containsExactly("c1");
        assertThat(book.properlyEnded()).isEqualTo(1);
        assertThat(book.troubles()).isEmpty();
        assertThat(book.firstFrames(Phase.AWAY).getMaxValue() / 1_000_000).isEqualTo(30);
    }

    @Test
    void itIsATrouble_whenItIsRefused() {
        come();
        sockets.last().listener.rejected("RATE_LIMIT_EXCEEDED");
        sockets.last().listener.ended(1008);
        assertThat(book.troubles()).containsOnlyKeys("refused: RATE_LIMIT_EXCEEDED");
        assertThat(book.properlyEnded()).isZero();
        assertThat(gone).hasValue(1);
    }

    @Test
    void itIsATrouble_whenItIsTurnedAway() {
        come();
        sockets.last().listener.turnedAway(503);
        assertThat(book.troubles()).hasSize(1);
        assertThat(book.attempts()).isEqualTo(1);
        assertThat(gone).hasValue(1);
    }

    private void come() {
        new Caller(timers, book, Phase.AWAY, 0, gone::incrementAndGet).come(sockets, 1);
    }
}
