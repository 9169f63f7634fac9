package io.doorstep.benchmarks.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.sockets.FakeSockets;
import io.doorstep.benchmarks.sockets.FakeTimers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuestTests {
    private final FakeTimers timers = new FakeTimers();
    private final FakeSockets sockets = new FakeSockets();
    private final Latencies latencies = new Latencies();
    private final AtomicInteger gone = new AtomicInteger();

    @Test
    void waitCountsFromTheInstantItWasDue_whenItIsLate() {
        timers.pass(Duration.ofMillis(50));
        come(true);
        timers.pass(Duration.ofMillis(20));
        sockets.last().listener.admitted("c1");
        timers.pass(Duration.ofMillis(5));
        sockets.last().listener.acknowledged("m1");
        assertThat(latencies.greeting.getMaxValue() / 1_000_000).isEqualTo(70);
        assertThat(latencies.acknowledgement.getMaxValue() / 1_000_000).isEqualTo(5);
        assertThat(latencies.both.getMaxValue() / 1_000_000).isEqualTo(75);
        assertThat(sockets.last().closed).isTrue();
        assertThat(latencies.failed).isZero();
    }

    @Test
    void itLeavesAtOnce_whenItHasNothingToSay() {
        come(false);
        sockets.last().listener.admitted("c1");
        assertThat(sockets.last().sent).isEmpty();
        assertThat(sockets.last().closed).isTrue();
        assertThat(latencies.failed).isZero();
        assertThat(gone).hasValue(1);
    }

    @Test
    void itHasFailedAndLeaves_whenNothingIsAcknowledged() {
        come(true);
        sockets.last().listener.admitted("c1");
        timers.pass(Duration.ofSeconds(10));
        assertThat(sockets.last().closed).isTrue();
        assertThat(latencies.failed).isEqualTo(1);
        assertThat(gone).hasValue(1);
    }

    @Test
    void itHasFailed_whenItIsTurnedAway() {
        come(true);
        sockets.last().listener.turnedAway(503);
        assertThat(latencies.failed).isEqualTo(1);
        assertThat(gone).hasValue(1);
    }

    private void come(boolean talks) {
        new Guest(timers, latencies, 0, talks, gone::incrementAndGet).come(sockets, 1);
    }
}
