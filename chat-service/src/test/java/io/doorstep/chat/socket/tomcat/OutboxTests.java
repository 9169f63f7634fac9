package io.doorstep.chat.socket.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.chat.socket.frame.ServerFrame;
import io.doorstep.events.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.socket.CloseStatus;

class OutboxTests {
    private final AtomicInteger closings = new AtomicInteger();
    private final RecordingSession session = new RecordingSession();

    private Outbox outbox(Executor writers) {
        return new Outbox(session.proxy(), session, writers, closings::incrementAndGet);
    }

    private static ServerFrame frame(int number) {
        return new ServerFrame.Presence(number, 0);
    }

    private static String text(int number) {
        return "{\"type\":\"presence\",\"connections\":" + number + ",\"agents\":0}";
    }

    @Test
    void everythingIsSent_inTheOrderItWasAdded() {
        Outbox outbox = outbox(Runnable::run);
        outbox.send(frame(1));
        outbox.ping();
        outbox.send(frame(2));
        outbox.close(CloseStatus.NORMAL);
        assertThat(session.sent()).containsExactly(text(1), "ping", text(2), "close 1000");
    }

    @Test
    void framesLeaveInOneWrite_whenTheyWaitForEachOther() {
        List<Runnable> writes = new ArrayList<>();
        Outbox outbox = outbox(writes::add);
        IntStream.range(0, 5).forEach(i -> outbox.send(frame(i)));
        outbox.ping();
        writes.getFirst().run();
        assertThat(session.sent()).containsExactly(text(0), text(1), text(2), text(3), text(4), "ping");
        assertThat(session.writes()).isEqualTo(1);
    }

    @Test
    void aFrameLeavesAtOnce_whenItIsAlone() {
        Outbox outbox = outbox(Runnable::run);
        outbox.send(frame(1));
        assertThat(session.writes()).isEqualTo(1);
        outbox.send(frame(2));
        assertThat(session.writes()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 36, 37, 38, 1000, 65_446, 65_447, 200_000})
    void aFrameArrivesWhole_howeverLongItIs(int length) {
        Outbox outbox = outbox(Runnable::run);
        outbox.send(new ServerFrame.Typing("typing", "ü".repeat(length), ChatMessage.Author.VISITOR, null));
        assertThat(session.sent()).singleElement().asString()
                .isEqualTo("{\"type\":\"typing\",\"connection_id\":\"" + "ü".repeat(length)
                        + "\",\"author\":\"visitor\"}");
    }

    @Test
    void nothingIsSentAfterAClose_whichIsToldOnce_andAtOnce() {
        List<Runnable> writes = new ArrayList<>();
        Outbox outbox = outbox(writes::add);
        outbox.send(frame(1));
        outbox.close(CloseStatus.POLICY_VIOLATION);
        assertThat(closings).hasValue(1);
        outbox.send(frame(2));
        outbox.ping();
        outbox.close(CloseStatus.NORMAL);
        assertThat(writes).hasSize(1);
        writes.getFirst().run();
        assertThat(session.sent()).containsExactly(text(1), "close 1008");
        assertThat(closings).hasValue(1);
    }

    @Test
    void aReaderThatIsTooSlow_isClosedOnce_andWhatItMissedIsForgotten() {
        List<Runnable> writes = new ArrayList<>();
        Outbox outbox = outbox(writes::add);
        IntStream.range(0, 256).forEach(i -> outbox.send(frame(i)));
        assertThat(closings).hasValue(0);
        IntStream.range(256, 1000).forEach(i -> outbox.send(frame(i)));
        assertThat(closings).hasValue(1);
        writes.getFirst().run();
        assertThat(session.sent()).containsExactly("close 1013");
    }

    @Test
    void aSocketThatIsGone_isSentNothing_butStillClosed() {
        session.disappear();
        Outbox outbox = outbox(Runnable::run);
        outbox.send(frame(1));
        outbox.ping();
        outbox.close(CloseStatus.NORMAL);
        assertThat(session.sent()).containsExactly("close 1000");
    }

    @Test
    void aSocketThatCannotBeWrittenTo_isEnded_andSentNothingMore() {
        session.failNext();
        Outbox outbox = outbox(Runnable::run);
        outbox.send(frame(1));
        outbox.send(frame(2));
        assertThat(session.sent()).containsExactly("abort", "close 1001");
    }

    @Test
    void oneAtATimeWrites_andEachThreadsFramesStayInOrder() throws ExecutionException, InterruptedException {
        try (var writers = Executors.newVirtualThreadPerTaskExecutor();
                var senders = Executors.newFixedThreadPool(4)) {
            Outbox outbox = outbox(writers);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> done = IntStream.range(0, 4).<Future<?>>mapToObj(sender -> senders.submit(() -> {
                start.await();
                IntStream.range(0, 60).forEach(i -> outbox.send(frame(sender * 1000 + i)));
                return null;
            })).toList();
            start.countDown();
            for (Future<?> one : done) {
                one.get();
            }
            await().until(() -> session.sent().size() == 240);
            for (int sender = 0; sender < 4; sender++) {
                int first = sender * 1000;
                assertThat(session.sent()).containsSubsequence(
                        IntStream.range(first, first + 60).mapToObj(OutboxTests::text).toList());
            }
            assertThat(session.overlapped()).isFalse();
        }
    }
}
