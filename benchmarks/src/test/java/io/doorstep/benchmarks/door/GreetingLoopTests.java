package io.doorstep.benchmarks.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.door.GreetingLoop.Ending;
import io.doorstep.benchmarks.sockets.FakeSockets;
import io.doorstep.benchmarks.sockets.FakeTimers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GreetingLoopTests {
    private static final Duration TIME = Duration.ofSeconds(1);

    private final FakeTimers timers = new FakeTimers();
    private final FakeSockets sockets = new FakeSockets();
    private final GreetingLoop loop = new GreetingLoop(sockets, timers, 3, Ending.CLOSE);

    @Test
    void nextClientComes_whenOneHasLeft() {
        var _ = loop.run(2, TIME.toNanos());
        timers.pass(Duration.ZERO);
        assertThat(sockets.lines).extracting(line -> line.client).containsExactly(1, 2);
        sockets.lines.getFirst().listener.admitted("c1");
        assertThat(sockets.lines).extracting(line -> line.client).containsExactly(1, 2, 0);
    }

    @Test
    void thoseWhoLeaveTooLateDoNotCount_whenTheTimeIsOver() {
        var done = loop.run(1, TIME.toNanos());
        timers.pass(Duration.ZERO);
        sockets.last().listener.admitted("c1");
        timers.pass(TIME);
        sockets.last().listener.admitted("c2");
        assertThat(done).isCompletedWithValue(new GreetingLoop.Counts(1, 0));
    }

    @Test
    void failuresCount_whenSocketsAreRefusedOrBreak() {
        var done = loop.run(1, TIME.toNanos());
        timers.pass(Duration.ZERO);
        sockets.last().listener.rejected("RATE_LIMIT_EXCEEDED");
        sockets.last().listener.ended(1008);
        timers.pass(TIME);
        sockets.last().listener.failed("no connection");
        timers.pass(TIME);
        assertThat(done).isCompletedWithValue(new GreetingLoop.Counts(0, 2));
    }

    @Test
    void resetsCountAsCompleted_whenTheyFollowTheFirstFrame() {
        var done = new GreetingLoop(sockets, timers, 3, Ending.RESET).run(1, TIME.toNanos());
        timers.pass(Duration.ZERO);
        sockets.last().listener.admitted("c1");
        assertThat(sockets.lines).extracting(line -> line.closed).containsExactly(false, false);
        sockets.last().listener.failed("no connection");
        timers.pass(TIME);
        sockets.last().listener.failed("no connection");
        timers.pass(TIME);
        assertThat(done).isCompletedWithValue(new GreetingLoop.Counts(1, 2));
    }
}
