package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.chat.conversation.MessageLog;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.Topic;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.machine.Alone;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.RawSocket;
import io.doorstep.testing.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Peers that vanish are an ordinary end; what fails in the service is not. Neither fills the log. */
@Alone
@ExtendWith({KafkaBrokerExtension.class, OutputCaptureExtension.class})
class AbruptEndTests {
    private static final int STORM = 400;
    private static final String PATH = "/ws/chat/customer/11/s-";
    private static final String[] SETTINGS = {"logging.level.io.doorstep.chat.socket=info",
            "doorstep.limits.connection-rate.limit=1000", "doorstep.socket.reconciliation=200ms"};

    @Test
    void aStormOfAbruptEnds_isAtMostALineASecondAtInfo_andLeavesNothingHeld(KafkaBroker broker, CapturedOutput output) {
        try (RunningChat chat = RunningChat.with(with(RunningChat.at(broker)));
                Topics topics = new Topics(broker, Topic.CONNECTIONS)) {
            long start = System.nanoTime();
            for (int i = 0; i < STORM; i++) {
                Consumer<RawSocket> end = i % 2 == 0 ? RawSocket::reset : RawSocket::close;
                end.accept(inside(chat, i));
            }
            List<ConnectionClosed> closed = topics.await(ConnectionClosed.class, STORM);
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();

            assertThat(closed).hasSize(STORM).allMatch(one -> one.closeStatus() == 1006 && one.code() == null);
            assertThat(closed).extracting(ConnectionClosed::connectionId).containsExactlyInAnyOrderElementsOf(
                    topics.of(ConnectionOpened.class).stream().map(ConnectionOpened::connectionId).toList());
            awaitNothingHeld(chat);
            assertThat(lines(output, "WebSocket connection lost")).isNotEmpty()
                    .hasSizeLessThanOrEqualTo((int) seconds + 2).allMatch(line -> line.contains(" INFO "));
            assertThat(lines(output, "WebSocket connection error")).isEmpty();
            assertThat(lines(output, "\tat ")).isEmpty();
        }
    }

    @Test
    void rejectedPeersThatVanish_areOrdinaryToo(CapturedOutput output) {
        try (RunningChat chat = RunningChat.with(SETTINGS)) {
            for (int i = 0; i < 20; i++) {
                RawSocket socket = new RawSocket(chat.port());
                socket.upgrade(PATH + "not%20valid");
                socket.readUntil("INVALID_SESSION_ID");
                socket.reset();
            }
            awaitNothingHeld(chat);
            assertThat(lines(output, "WebSocket connection error")).isEmpty();
            assertThat(lines(output, "\tat ")).isEmpty();
        }
    }

    @Test
    void handlersThatFail_areAnErrorLineASecond_withTheirPlaceAndNoStackTrace(CapturedOutput output) {
        MessageLog broken = _ -> {
            throw new IllegalStateException("log is broken");
        };
        try (RunningChat chat = RunningChat.with(MessageLog.class, broken, SETTINGS)) {
            for (int i = 0; i < 20; i++) {
                try (RawSocket socket = inside(chat, i)) {
                    socket.writeText("{\"type\":\"message\",\"client_message_id\":\"m\",\"text\":\"hello\"}");
                    assertThat(socket.readClose().closeStatus()).isEqualTo(1011);
                }
            }
            awaitNothingHeld(chat);
            assertThat(lines(output, "WebSocket connection error")).isNotEmpty().hasSizeLessThan(20)
                    .allMatch(line -> line.contains(" WARN ") && line.contains("log is broken at io.doorstep."));
            assertThat(lines(output, "\tat ")).isEmpty();
        }
    }

    private static String[] with(String broker) {
        return List.of(broker, SETTINGS[0], SETTINGS[1], SETTINGS[2]).toArray(String[]::new);
    }

    private static RawSocket inside(RunningChat chat, int number) {
        RawSocket socket = RawSocket.from("127.0.%d.%d".formatted(1 + number / 200, 1 + number % 200), chat.port());
        socket.upgrade(PATH + number);
        socket.readUntil("connected");
        return socket;
    }

    private static void awaitNothingHeld(RunningChat chat) {
        await().until(() -> chat.connections() == 0
                && chat.status().at("/connection_pool/closing").intValue() == 0);
        assertThat(chat.status().at("/connection_pool/drift").intValue()).isZero();
    }

    private static List<String> lines(CapturedOutput output, String part) {
        return output.getAll().lines().filter(line -> line.contains(part)).toList();
    }
}
