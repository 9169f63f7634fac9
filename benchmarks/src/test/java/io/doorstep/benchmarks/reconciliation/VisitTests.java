package io.doorstep.benchmarks.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.sockets.FakeSockets;
import io.doorstep.benchmarks.sockets.FakeTimers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VisitTests {
    private static final String PHASE = "away";

    private final FakeTimers timers = new FakeTimers();
    private final FakeSockets sockets = new FakeSockets();
    private final VisitLog log = new VisitLog();
    private final AtomicInteger gone = new AtomicInteger();

    @Test
    void itSaysOneThingAndLeaves_whenNothingIsAcknowledged() {
        come(false);
        timers.pass(Duration.ofMillis(30));
        sockets.last().listener.admitted("c1");
        assertThat(sockets.last().sent).containsExactly("c1");
        timers.pass(Duration.ofMillis(900));
        assertThat(sockets.last().closed).isFalse();
        timers.pass(Duration.ofMillis(100));
        assertThat(sockets.last().closed).isTrue();
        assertThat(gone).hasValue(1);
        assertThat(log.opens()).containsOnlyKeys("c1");
        assertThat(log.messages()).containsOnlyKeys("c1");
        assertThat(log.closeHandshakes()).isEqualTo(1);
        assertThat(log.acknowledgements(PHASE)).isZero();
        assertThat(log.failures()).isEmpty();
        assertThat(log.firstFrames(PHASE).getMaxValue() / 1_000_000).isEqualTo(30);
    }

    @Test
    void itsMessageIsExpected_whenItIsAcknowledgedBeforeAReset() {
        come(true);
        sockets.last().listener.admitted("c1");
        sockets.last().listener.acknowledged("c1");
        timers.pass(Duration.ofSeconds(1));
        assertThat(log.messages()).containsOnlyKeys("c1");
        assertThat(log.closes()).containsOnlyKeys("c1");
        assertThat(log.acknowledgements(PHASE)).isEqualTo(1);
        assertThat(log.failures()).isEmpty();
        assertThat(gone).hasValue(1);
    }

    @Test
    void nothingIsExpectedOfItsMessage_whenItIsResetBeforeItIsAcknowledged() {
        come(true);
        sockets.last().listener.admitted("c1");
        timers.pass(Duration.ofSeconds(1));
        assertThat(log.messages()).isEmpty();
        assertThat(log.closeHandshakes()).isZero();
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void itFails_whenItsSocketBreaks() {
        come(true);
        sockets.last().listener.admitted("c1");
        sockets.last().listener.failed("ended without a close frame");
        assertThat(log.failures()).containsOnlyKeys("ended without a close frame");
        assertThat(gone).hasValue(1);
    }

    @Test
    void itIsRejected_whenTheReasonIsDocumented() {
        come(false);
        sockets.last().listener.rejected("RATE_LIMIT_EXCEEDED");
        sockets.last().listener.ended(1008);
        come(false);
        sockets.last().listener.turnedAway(503);
        assertThat(log.rejections()).containsOnlyKeys("RATE_LIMIT_EXCEEDED", "503");
        assertThat(log.failures()).isEmpty();
        assertThat(log.attempts()).isEqualTo(2);
        assertThat(log.closeHandshakes()).isZero();
        assertThat(gone).hasValue(2);
    }

    @Test
    void itFails_whenTheReasonIsNotDocumented() {
        come(false);
        sockets.last().listener.rejected("WHATEVER");
        come(false);
        sockets.last().listener.turnedAway(500);
        assertThat(log.failures()).containsOnlyKeys("WHATEVER", "500");
        assertThat(log.admissionErrors().holds()).isFalse();
    }

    private void come(boolean abrupt) {
        new Visit(timers, log, PHASE, 0, abrupt, gone::incrementAndGet).come(sockets, 1);
    }
}
