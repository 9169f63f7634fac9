package io.doorstep.chat.socket.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClosingConnectionsTests {
    private final ClosingConnections closing = new ClosingConnections(Duration.ofMillis(1500), 3);

    private static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** A connection without a peer, whose end is told as the handler tells it. */
    private TcpConnection wire() {
        TcpConnection wire = new TcpConnection();
        wire.listen(new TcpConnection.Listener() {
            @Override
            public void onEnd(boolean wasClosing) {
                if (wasClosing) {
                    closing.ended();
                }
            }
        }, new FrameBudget(1, 1));
        return wire;
    }

    private List<Boolean> ended(List<TcpConnection> wires) {
        return wires.stream().map(TcpConnection::isEnded).toList();
    }

    @Test
    void aCloseThatLingers_isEndedWhenItsTimeIsOver_andNotSooner() {
        List<TcpConnection> wires = Stream.generate(this::wire).limit(2).toList();
        closing.begin(wires.get(0), ms(0));
        closing.begin(wires.get(1), ms(1000));
        closing.endOverdue(ms(1499));
        assertThat(ended(wires)).containsExactly(false, false);
        closing.endOverdue(ms(1500));
        assertThat(ended(wires)).containsExactly(true, false);
        assertThat(closing.count()).isEqualTo(1);
        closing.endOverdue(ms(2500));
        assertThat(ended(wires)).containsExactly(true, true);
        assertThat(closing.count()).isZero();
    }

    @Test
    void theOldestEnds_whenThereAreTooMany() {
        List<TcpConnection> wires = Stream.generate(this::wire).limit(5).toList();
        IntStream.range(0, 5).forEach(i -> closing.begin(wires.get(i), ms(i)));
        assertThat(ended(wires)).containsExactly(true, true, false, false, false);
        assertThat(closing.count()).isEqualTo(3);
        assertThat(closing.isFull()).isTrue();
    }

    @Test
    void oneThatHasEndedByItself_makesRoom_andIsNotTheOldestAnyMore() {
        List<TcpConnection> wires = Stream.generate(this::wire).limit(4).toList();
        IntStream.range(0, 3).forEach(i -> closing.begin(wires.get(i), ms(i)));
        wires.get(0).destroy();
        assertThat(closing.isFull()).isFalse();
        closing.begin(wires.get(3), ms(3));
        assertThat(ended(wires)).containsExactly(true, false, false, false);
        closing.begin(wire(), ms(4));
        assertThat(ended(wires)).containsExactly(true, true, false, false);
    }

    @Test
    void aCloseCountsOnce_howeverOftenItBegins_andNotWhenAllIsOver() {
        TcpConnection wire = wire();
        closing.begin(wire, 0);
        closing.begin(wire, 0);
        assertThat(closing.count()).isEqualTo(1);
        wire.abort();
        wire.abort();
        closing.begin(wire, 0);
        assertThat(closing.count()).isZero();
        TcpConnection gone = wire();
        gone.abort();
        closing.begin(gone, 0);
        assertThat(closing.count()).isZero();
    }

    @Test
    void nothingIsLeft_whenManyBeginAndEndAtOnce() throws ExecutionException, InterruptedException {
        List<TcpConnection> wires = Stream.generate(this::wire).limit(2000).toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> done = IntStream.range(0, wires.size()).<Future<?>>mapToObj(i -> threads.submit(() -> {
                closing.begin(wires.get(i), ms(i));
                if (i % 3 == 0) {
                    wires.get(i).abort();
                }
                if (i % 7 == 0) {
                    closing.endOverdue(ms(i - 50L));
                }
            })).toList();
            for (Future<?> one : done) {
                one.get();
            }
        }
        assertThat(closing.count()).isLessThanOrEqualTo(3).isEqualTo((int) wires.stream().filter(wire -> !wire
                .isEnded()).count());
        closing.endOverdue(ms(10_000));
        assertThat(closing.count()).isZero();
        assertThat(wires).allMatch(TcpConnection::isEnded);
    }
}
