package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Ending;
import io.doorstep.testing.socket.RawSocket;
import io.doorstep.testing.socket.Visitor;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A socket that does not read what another of its session says. */
@ExtendWith(KafkaBrokerExtension.class)
class SlowReaderTests {
    private static final int MOST_MESSAGES = 4000;
    private static final int PER_ROUND = 100;
    /** Less than a close is given: whoever waited for the slow one would wait longer. */
    private static final Duration NOT_HELD_UP = Duration.ofMillis(1400);

    @Test
    void aReaderThatIsTooSlow_isClosed_andTheTalkerIsNotHeldUp(KafkaBroker broker) {
        try (RunningChat chat = RunningChat.with(RunningChat.at(broker),
                "doorstep.limits.message-rate.limit=1000000", "doorstep.limits.ceiling=1000000",
                "doorstep.socket.frames-per-second=100000", "doorstep.socket.bytes-per-second=100000000",
                "doorstep.socket.reconciliation=200ms");
                RawSocket reader = new RawSocket(chat.port(), "127.0.0.1", 1024);
                Visitor talker = Visitor.connect(chat.socket("11", "slow"))) {
            talker.frame("connected");
            reader.upgrade("/ws/chat/customer/11/slow");
            await().until(() -> chat.connections() == 2);
            String text = "x".repeat(4000);
            int said = 0;
            Duration longest = Duration.ZERO;
            while (chat.connections() == 2 && said < MOST_MESSAGES) {
                long asked = System.nanoTime();
                for (int i = 0; i < PER_ROUND; i++) {
                    talker.say("m" + said++, text);
                }
                talker.frames("ack", said);
                Duration taken = Duration.ofNanos(System.nanoTime() - asked);
                longest = taken.compareTo(longest) > 0 ? taken : longest;
            }
            assertThat(chat.connections()).isEqualTo(1);
            assertThat(longest).isLessThan(NOT_HELD_UP);
            assertThat(Ending.fromNow().goneFor(reader)).isLessThan(Ending.PROMISED);
            await().until(() -> chat.status().at("/connection_pool/closing").intValue() == 0);
            talker.say("last", "hello");
            assertThat(talker.frames("ack", said + 1).getLast().path("client_message_id").stringValue())
                    .isEqualTo("last");
            assertThat(chat.status().at("/connection_pool/drift").intValue()).isZero();
        }
    }
}
