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
        TcpConnection tcpConnection = new TcpConnection();
        tcpConnection.listen(new TcpConnection.Listener() {
            @Override
            public void onEnd(boolean wasClosing) {
                if (wasClosing) {
                    closing.ended();
                }
            }
        }, new FrameBudget(1, 1));
        return tcpConnection;
    }

    private List<Boolean> ended(List<TcpConnection> connections) {
        return connections.stream().map(TcpConnection::isEnded).toList();
    }

    @Test
    void aCloseThatLingers_isEndedWhenItsTimeIsOver_andNotSooner() {
        List<TcpConnection> connections = Stream.generate(this::wire).limit(2).toList();
        closing.begin(connections.get(0), ms(0));
        closing.begin(connections.get(1), ms(1000));
        closing.endOverdue(ms(1499));
        assertThat(ended(connections)).containsExactly(false, false);
        closing.endOverdue(ms(1500));
        assertThat(ended(connections)).containsExactly(true, false);
        assertThat(closing.count()).isEqualTo(1);
        closing.endOverdue(ms(2500));
        assertThat(ended(connections)).containsExactly(true, true);
        assertThat(closing.count()).isZero();
    }

    @Test
    void theOldestEnds_whenThereAreTooMany() {
        List<TcpConnection> connections = Stream.generate(this::wire).limit(5).toList();
        IntStream.range(0, 5).forEach(i -> closing.begin(connections.get(i), ms(i)));
        assertThat(ended(connections)).containsExactly(true, true, false, false, false);
        assertThat(closing.count()).isEqualTo(3);
        assertThat(closing.isFull()).isTrue();
    }

    @Test
    void oneThatHasEndedByItself_makesRoom_andIsNotTheOldestAnyMore() {
        List<TcpConnection> connections = Stream.generate(this::wire).limit(4).toList();
        IntStream.range(0, 3).forEach(i -> closing.begin(connections.get(i), ms(i)));
        connections.get(0).destroy();
        assertThat(closing.isFull()).isFalse();
        closing.begin(connections.get(3), ms(3));
        assertThat(ended(connections)).containsExactly(true, false, false, false);
        closing.begin(wire(), ms(4));
        assertThat(ended(connections)).containsExactly(true, true, false, false);
    }

    @Test
    void aCloseCountsOnce_howeverOftenItBegins_andNotWhenAllIsOver() {
        TcpConnection tcpConnection = wire();
        closing.begin(tcpConnection, 0);
        closing.begin(tcpConnection, 0);
        assertThat(closing.count()).isEqualTo(1);
        tcpConnection.abort();
        tcpConnection.abort();
        closing.begin(tcpConnection, 0);
        assertThat(closing.count()).isZero();
        TcpConnection gone = wire();
        gone.abort();
        closing.begin(gone, 0);
        assertThat(closing.count()).isZero();
    }

    @Test
    void nothingIsLeft_whenManyBeginAndEndAtOnce() throws ExecutionException, InterruptedException {
        List<TcpConnection> connections = Stream.generate(this::wire).limit(2000).toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> done = IntStream.range(0, connections.size())
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        closing.begin(connections.get(i), ms(i));
                        if (i % 3 == 0) {
                            connections.get(i).abort();
                        }
                        if (i % 7 == 0) {
                            closing.endOverdue(ms(i - 50L));
                        }
                    })).toList();
            for (Future<?> one : done) {
                one.get();
            }
        }
        assertThat(closing.count()).isLessThanOrEqualTo(3)
                .isEqualTo((int) connections.stream().filter(tcpConnection -> !tcpConnection
                        .isEnded()).count());
        closing.endOverdue(ms(10_000));
        assertThat(closing.count()).isZero();
        assertThat(connections).allMatch(TcpConnection::isEnded);
    }
}
