package io.doorstep.benchmarks.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doorstep.benchmarks.sockets.FakeSockets;
import io.doorstep.benchmarks.sockets.FakeSockets.FakeLine;
import io.doorstep.benchmarks.sockets.FakeTimers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ExchangeTests {
    private static final Duration TIME = Duration.ofSeconds(1);
    private static final int FIRST = 6;

    private final FakeTimers timers = new FakeTimers();
    private final FakeSockets sockets = new FakeSockets();

    @Test
    void allAreInside_whenBothSocketsOfEachConversationAre() {
        Exchange exchange = new Exchange(sockets, timers, Proof.CONVERSATION);
        var gathered = exchange.gather(2, FIRST);
        timers.pass(Duration.ZERO);
        assertThat(sockets.lines).extracting(line -> line.client).containsExactly(6, 7, 8, 9);
        sockets.lines.subList(0, 3).forEach(line -> line.listener.admitted("c"));
        assertThat(gathered).isNotDone();
        sockets.last().listener.admitted("c");
        assertThat(gathered).isCompleted();
    }

    @Test
    void nextIsSaid_whenAcknowledgedAndHeard() {
        var _ = talk(Proof.CONVERSATION, 2);
        FakeLine writer = sockets.lines.getFirst();
        assertThat(writer.sent).containsExactly("m1", "m2");
        writer.listener.acknowledged("m1");
        assertThat(writer.sent).containsExactly("m1", "m2");
        sockets.last().listener.heard("m1");
        assertThat(writer.sent).containsExactly("m1", "m2", "m3");
    }

    @Test
    void nextIsSaid_whenTheEchoComes() {
        var _ = talk(Proof.ECHO, 1);
        assertThat(sockets.lines).hasSize(1);
        sockets.last().listener.heard("m1");
        assertThat(sockets.last().sent).containsExactly("m1", "m2");
    }

    @Test
    void nextIsSaid_whenTheMessageHasComeBackToBoth() {
        var _ = talk(Proof.RELAY, 1);
        FakeLine writer = sockets.lines.getFirst();
        writer.listener.heard("m1");
        assertThat(writer.sent).containsExactly("m1");
        sockets.last().listener.heard("m1");
        assertThat(writer.sent).containsExactly("m1", "m2");
    }

    @Test
    void timeOfTheAnswerIsTold_whenAllHasArrived() {
        var talked = talk(Proof.CONVERSATION, 1);
        timers.pass(Duration.ofMillis(5));
        sockets.lines.getFirst().listener.acknowledged("m1");
        timers.pass(TIME);
        sockets.last().listener.heard("m1");
        assertThat(talked).isCompletedWithValueMatching(
                talk -> talk.arrived() == 1 && Math.round(talk.millis(50)) == 5 && talk.nanos() == 1_005_000_000);
    }

    @Test
    void messageCountsOnce_whenAnsweredTwice() {
        var talked = talk(Proof.CONVERSATION, 1);
        timers.pass(TIME);
        FakeLine writer = sockets.lines.getFirst();
        writer.listener.acknowledged("m1");
        writer.listener.acknowledged("m1");
        assertThat(talked).isNotDone();
        sockets.last().listener.heard("m1");
        assertThat(talked).isCompletedWithValueMatching(talk -> talk.answers().getTotalCount() == 1);
    }

    @Test
    void runFails_whenAMessageIsRefused() {
        var talked = talk(Proof.CONVERSATION, 1);
        sockets.lines.getFirst().listener.messageRefused("m1", "MESSAGE_RATE_LIMIT_EXCEEDED");
        assertThatThrownBy(talked::join).hasMessageContaining("m1 was refused: MESSAGE_RATE_LIMIT_EXCEEDED");
    }

    @Test
    void runFails_whenAMessageDoesNotArrive() {
        var talked = talk(Proof.ECHO, 3);
        timers.pass(Duration.ofMinutes(1));
        assertThatThrownBy(talked::join).hasMessageContaining("3 messages did not arrive");
    }

    @Test
    void allHaveLeft_whenBothSocketsAreClosed() {
        Exchange exchange = gathered(Proof.CONVERSATION);
        var left = exchange.leave();
        timers.pass(Duration.ZERO);
        assertThat(sockets.lines).allMatch(line -> line.closed);
        assertThat(left).isCompleted();
    }

    private CompletableFuture<Talk> talk(Proof proof, int window) {
        var talked = gathered(proof).talk(window, TIME.toNanos());
        timers.pass(Duration.ZERO);
        return talked;
    }

    private Exchange gathered(Proof proof) {
        Exchange exchange = new Exchange(sockets, timers, proof);
        var _ = exchange.gather(1, FIRST);
        timers.pass(Duration.ZERO);
        sockets.lines.forEach(line -> line.listener.admitted("c"));
        return exchange;
    }
}
