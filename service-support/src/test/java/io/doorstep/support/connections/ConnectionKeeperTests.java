package io.doorstep.support.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionKeeperTests {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> ended = new ArrayList<>();
    private ServerSocketChannel server;
    private SocketChannel peer;
    private SocketChannel accepted;

    @BeforeEach
    void connect() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        peer = SocketChannel.open(server.getLocalAddress());
        accepted = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        accepted.close();
        peer.close();
        server.close();
    }

    private ConnectionKeeper keeper(Duration head, boolean busy) {
        return keeper(head, busy, System::nanoTime);
    }

    private ConnectionKeeper keeper(Duration head, boolean busy, LongSupplier clockNanos) {
        var keeper = new ConnectionKeeper(new ConnectionBounds(10, 5, 40, head, LONG, LONG, LONG),
                new CutConnections(InstantSource.system()), _ -> false, clockNanos);
        keeper.watch(new ConnectionKeeper.Connections() {
            @Override
            public boolean end(SocketChannel channel, boolean timedOut) {
                ended.add(timedOut ? "told" : "ended");
                return !busy;
            }

            @Override
            public void end(SocketChannel channel) {
                ended.add("forced");
            }
        });
        return keeper;
    }

    @Test
    void aConnectionThatWasAnsweredElsewhere_isFollowedAgain_withItsNextRequest() throws IOException {
        ConnectionKeeper keeper = keeper(LONG, false);
        keeper.accepted(accepted);
        assertThat(keeper.unfinished()).isOne();
        keeper.gone(accepted);
        keeper.answered(accepted);
        assertThat(keeper.unfinished()).isZero();
        keeper.headHasBegun(accepted);
        assertThat(keeper.unfinished()).isOne();
        keeper.gone(accepted);
        accepted.close();
        keeper.headHasBegun(accepted);
        assertThat(keeper.unfinished()).as("it has ended").isZero();
    }

    @Test
    void aHeadThatTakesTooLong_isToldSo_andEnds() {
        ConnectionKeeper keeper = keeper(Duration.ofMillis(1), false);
        keeper.accepted(accepted);
        await().until(() -> {
            keeper.endOverdue();
            return !ended.isEmpty();
        });
        assertThat(ended).containsExactly("told");
        assertThat(keeper.unfinished()).isZero();
    }

    @Test
    void oneThatAThreadIsBusyWith_isShutDown_soThatTheThreadFindsOut() throws IOException {
        ConnectionKeeper keeper = keeper(Duration.ofMillis(1), true);
        keeper.accepted(accepted);
        await().until(() -> {
            keeper.endOverdue();
            return !ended.isEmpty();
        });
        assertThat(accepted.read(ByteBuffer.allocate(1))).as("no more comes").isEqualTo(-1);
        keeper.headHasCome(accepted, false);
        keeper.endOverdue();
        assertThat(ended).as("it has 5 seconds").containsExactly("told");
    }

    /** What the peer sent while the process stood still may be all it has to send, and has not been read yet. */
    @Test
    void timeInWhichTheProcessStoodStill_doesNotCountAgainstAPeer() {
        var clock = new AtomicLong();
        ConnectionKeeper keeper = keeper(Duration.ofSeconds(10), false, clock::get);
        keeper.accepted(accepted);
        clock.addAndGet(Duration.ofMinutes(3).toNanos());
        keeper.endOverdue();
        assertThat(ended).isEmpty();

        for (int i = 0; i < 10; i++) {
            clock.addAndGet(Duration.ofMillis(999).toNanos());
            keeper.endOverdue();
        }
        assertThat(ended).containsExactly("told");
    }
}
