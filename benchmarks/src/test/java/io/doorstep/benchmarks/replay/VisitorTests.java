package io.doorstep.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.sockets.FakeSockets;
import io.doorstep.benchmarks.sockets.FakeTimers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VisitorTests {
    private static final Duration STAY = Duration.ofSeconds(30);

    private final FakeTimers timers = new FakeTimers();
    private final FakeSockets sockets = new FakeSockets();
    private final Tally tally = new Tally();
    private final Visitor visitor = new Visitor(7, new Visitor.Stay(STAY.toNanos()), sockets, timers, tally);

    @Test
    void socketClosesAfterTheStay_whenPageWasVisited() {
        play(TraceKind.PAGE);
        sockets.last().listener.admitted("c1");
        timers.pass(STAY.minusMillis(1));
        assertThat(sockets.last().closed).isFalse();
        timers.pass(Duration.ofMillis(1));
        assertThat(sockets.last().closed).isTrue();
        assertThat(tally.open()).isZero();
    }

    @Test
    void socketStaysLonger_whenMessageWasWrittenMeanwhile() {
        play(TraceKind.PAGE);
        sockets.last().listener.admitted("c1");
        timers.pass(Duration.ofSeconds(20));
        play(TraceKind.MESSAGE);
        sockets.last().listener.acknowledged("m1");
        timers.pass(Duration.ofSeconds(20));
        assertThat(sockets.last().closed).isFalse();
        timers.pass(Duration.ofSeconds(10));
        assertThat(sockets.last().closed).isTrue();
    }

    @Test
    void socketStaysOpen_whenClientConnectedAndNeverDisconnects() {
        play(TraceKind.CONNECT);
        sockets.last().listener.admitted("c1");
        timers.pass(Duration.ofDays(1));
        assertThat(sockets.last().closed).isFalse();
    }

    @Test
    void oldestSocketCloses_whenClientDisconnects() {
        play(TraceKind.CONNECT);
        play(TraceKind.CONNECT);
        sockets.lines.forEach(line -> line.listener.admitted("c"));
        play(TraceKind.DISCONNECT);
        assertThat(sockets.lines).extracting(line -> line.closed).containsExactly(true, false);
    }

    @Test
    void socketClosesOnceAdmitted_whenDisconnectCameBefore() {
        play(TraceKind.CONNECT);
        play(TraceKind.DISCONNECT);
        assertThat(sockets.last().closed).isFalse();
        sockets.last().listener.admitted("c1");
        assertThat(sockets.last().closed).isTrue();
    }

    @Test
    void nextAttemptWaitsForTheEndOfTheLast_whenAnswersAreSlow() {
        play(TraceKind.CONNECT);
        play(TraceKind.DISCONNECT);
        play(TraceKind.CONNECT);
        play(TraceKind.DISCONNECT);
        visitor.leave();
        assertThat(sockets.lines).hasSize(1);
        assertThat(visitor.idle()).isFalse();
        sockets.last().listener.admitted("c1");
        assertThat(sockets.lines).hasSize(2);
        sockets.last().listener.rejected("RATE_LIMIT_EXCEEDED");
        sockets.last().listener.ended(1008);
        assertThat(visitor.idle()).isTrue();
        assertThat(tally.open()).isZero();
    }

    @Test
    void anAttemptThatIsShed_isARefusal_anyOtherAnswerAnError() {
        play(TraceKind.PAGE);
        sockets.last().listener.turnedAway(503);
        play(TraceKind.PAGE);
        sockets.last().listener.turnedAway(403);
        assertThat(counts().rejected).containsEntry("SHED", 1L);
        assertThat(counts().errors()).isEqualTo(1);
        assertThat(tally.open()).isZero();
    }

    @Test
    void messageOpensSocketAndWaitsForAdmission_whenClientHasNone() {
        play(TraceKind.MESSAGE);
        assertThat(sockets.last().sent).isEmpty();
        sockets.last().listener.admitted("c1");
        assertThat(sockets.last().sent).containsExactly("m1");
        sockets.last().listener.acknowledged("m1");
        assertThat(counts().attempts).isEqualTo(1);
        assertThat(counts().acknowledged).isEqualTo(1);
    }

    @Test
    void messageIsUnsent_whenItsSocketIsRejected() {
        play(TraceKind.MESSAGE);
        sockets.last().listener.rejected("RATE_LIMIT_EXCEEDED");
        sockets.last().listener.ended(1008);
        assertThat(counts().unsent).isEqualTo(1);
        assertThat(counts().rejected).containsEntry("RATE_LIMIT_EXCEEDED", 1L);
        assertThat(tally.open()).isZero();
    }

    @Test
    void messageIsLimited_whenServerGivesItBack() {
        play(TraceKind.MESSAGE);
        sockets.last().listener.admitted("c1");
        sockets.last().listener.messageRefused("m1", "MESSAGE_RATE_LIMIT_EXCEEDED");
        assertThat(counts().messagesRefused).containsEntry("MESSAGE_RATE_LIMIT_EXCEEDED", 1L);
        assertThat(counts().rejectedInAll()).isZero();
    }

    @Test
    void closeWaitsForTheAcknowledgement_whenOneIsOnItsWay() {
        play(TraceKind.CONNECT);
        sockets.last().listener.admitted("c1");
        play(TraceKind.MESSAGE);
        play(TraceKind.DISCONNECT);
        assertThat(sockets.last().closed).isFalse();
        sockets.last().listener.acknowledged("m1");
        assertThat(sockets.last().closed).isTrue();
    }

    @Test
    void closeWaitsTenSecondsAtMost_whenNoAcknowledgementComes() {
        play(TraceKind.CONNECT);
        sockets.last().listener.admitted("c1");
        play(TraceKind.MESSAGE);
        play(TraceKind.DISCONNECT);
        timers.pass(Duration.ofSeconds(10));
        assertThat(sockets.last().closed).isTrue();
    }

    @Test
    void disconnectIsLeftOut_whenClientHasNoSocket() {
        play(TraceKind.DISCONNECT);
        assertThat(tally.idleDisconnects()).isEqualTo(1);
        assertThat(sockets.lines).isEmpty();
    }

    @Test
    void nothingOpens_whenRowIsAnAsset() {
        play(TraceKind.ASSET);
        assertThat(tally.assets()).isEqualTo(1);
        assertThat(sockets.lines).isEmpty();
    }

    @Test
    void attemptIsAnError_whenItFailsWithoutAReason() {
        play(TraceKind.PAGE);
        sockets.last().listener.failed("no first frame");
        assertThat(counts().errors()).isEqualTo(1);
        assertThat(tally.pending()).isZero();
        assertThat(tally.problems()).containsEntry("no first frame", 1);
    }

    @Test
    void socketIsAnErrorAndStillAdmitted_whenItBreaksLater() {
        play(TraceKind.PAGE);
        sockets.last().listener.admitted("c1");
        sockets.last().listener.failed("ended without a close frame");
        assertThat(counts().admitted).isEqualTo(1);
        assertThat(counts().errors()).isEqualTo(1);
        assertThat(tally.open()).isZero();
    }

    private LabelCounts counts() {
        return tally.total();
    }

    private void play(TraceKind kind) {
        visitor.play(new TraceRow(0, 7, kind, "human"));
    }
}
