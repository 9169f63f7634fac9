package io.doorstep.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.sockets.FakeSockets;
import io.doorstep.benchmarks.sockets.FakeTimers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConductorTests {
    private final FakeTimers timers = new FakeTimers();
    private final FakeSockets sockets = new FakeSockets();
    private final Tally tally = new Tally();

    @Test
    void rowsArePlayedWhenDue_whenTimeIsCompressed() {
        start(List.of(page(1_000_000, 0), page(1_060_000, 1)), new Pace(60));
        timers.pass(Duration.ofMillis(999));
        assertThat(sockets.lines).hasSize(1);
        timers.pass(Duration.ofMillis(1));
        assertThat(sockets.lines).hasSize(2);
    }

    @Test
    void allIsPlayedAtOnce_whenSpeedIsMax() {
        start(List.of(page(0, 0), page(86_400_000, 1)), new Pace(Double.POSITIVE_INFINITY));
        timers.pass(Duration.ofMillis(1));
        assertThat(sockets.lines).hasSize(2);
    }

    @Test
    void replayFallsBehind_whenTooManyAttemptsAreUnanswered() {
        start(IntStream.range(0, 300).mapToObj(client -> page(0, client)).toList(), new Pace(1));
        timers.pass(Duration.ofSeconds(1));
        assertThat(sockets.lines).hasSize(256);
        sockets.lines.getFirst().listener.rejected("RATE_LIMIT_EXCEEDED");
        timers.pass(Duration.ofMillis(1));
        assertThat(sockets.lines).hasSize(257);
    }

    @Test
    void openSocketsAreClosedAndTheReplayIsDone_whenTheTraceEnds() {
        Conductor conductor = start(
                List.of(new TraceRow(0, 0, TraceKind.CONNECT, "human")), new Pace(1));
        timers.pass(Duration.ofMillis(1));
        sockets.last().listener.admitted("c1");
        timers.pass(Duration.ofMinutes(1));
        assertThat(sockets.last().closed).isTrue();
        assertThat(conductor.done()).isCompletedWithValue(true);
    }

    @Test
    void replayEndsAndSaysSo_whenASocketWouldNotEnd() {
        Conductor conductor = start(List.of(page(0, 0)), new Pace(1));
        timers.pass(Duration.ofMinutes(2));
        assertThat(conductor.done()).isCompletedWithValue(false);
    }

    @Test
    void progressTellsWhereTheReplayIs_whenHalfIsPlayed() {
        Conductor conductor = start(List.of(page(0, 0), page(7_200_000, 1)), new Pace(1));
        timers.pass(Duration.ofSeconds(1));
        assertThat(conductor.progress())
                .isEqualTo("trace 0:00:00   50 %  attempts 1  admitted 0  rejected 0  open 1  lag 0.0 s");
    }

    @Test
    void lagIsTold_whenARowWaitsForItsClientsDisconnect() {
        Conductor conductor = start(List.of(new TraceRow(0, 0, TraceKind.CONNECT, "human"),
                new TraceRow(0, 0, TraceKind.DISCONNECT, "human"), page(0, 0), page(60_000, 1)), new Pace(1));
        timers.pass(Duration.ofMillis(2500));
        assertThat(conductor.progress()).endsWith("lag 2.5 s");
        sockets.last().listener.admitted("c1");
        sockets.last().listener.ended(1000);
        assertThat(conductor.progress()).endsWith("lag 0.0 s");
        assertThat(conductor.longestLag()).isEqualTo(Duration.ofMillis(2500));
    }

    private Conductor start(List<TraceRow> rows, Pace pace) {
        Visitor.Stay stay = new Visitor.Stay(pace.nanos(30_000));
        Conductor conductor = new Conductor(rows, pace, stay.nanos(), timers, tally,
                client -> new Visitor(client, stay, sockets, timers, tally));
        conductor.start();
        return conductor;
    }

    private static TraceRow page(long timestampMs, int client) {
        return new TraceRow(timestampMs, client, TraceKind.PAGE, "human");
    }
}
