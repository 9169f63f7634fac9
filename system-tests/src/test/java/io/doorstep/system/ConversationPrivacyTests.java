package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A conversation is read and written with its own session and product, and at the desk; not otherwise. */
@ExtendWith(KafkaBrokerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationPrivacyTests {
    private static final String SECRET = "The key is under the mat";
    private static final String ALL = "{\"type\":\"resume\",\"after\":-1}";

    private final RunningChat chat;
    private final String session = "s-" + UUID.randomUUID();

    ConversationPrivacyTests(KafkaBroker broker) {
        chat = RunningChat.with(RunningChat.at(broker));
    }

    @AfterAll
    void close() {
        chat.close();
    }

    private Visitor visitor(String product, String id) {
        return Visitor.decided(chat.socket(product, id));
    }

    /** Says something of its own, and returns once all that was said before has been heard. */
    private static void speak(Visitor visitor, String id, String text) {
        visitor.say(id, text);
        await().until(() -> visitor.frames("ack").stream().anyMatch(ack -> ack.has("sequence")
                && ack.path("client_message_id").stringValue("").equals(id)));
    }

    @Test
    void whatIsSaid_isHeardInItsSessionAndProductAlone() {
        try (Visitor owner = visitor("11", session);
                Visitor secondTab = visitor("11", session);
                Visitor otherSession = visitor("11", session + "x");
                Visitor otherProduct = visitor("12", session);
                Visitor stranger = Visitor.decided(URI.create("ws://127.0.0.1:" + chat.port() + "/ws/chat/agent"))) {
            speak(owner, "m1", SECRET);
            assertThat(secondTab.frame("message").toString()).contains(SECRET);
            for (Visitor elsewhere : new Visitor[]{otherSession, otherProduct}) {
                elsewhere.send(ALL);
                assertThat(elsewhere.frame("history").path("messages").size()).isZero();
                speak(elsewhere, "m2", "Hello");
                assertThat(elsewhere.frames()).noneMatch(frame -> frame.toString().contains(SECRET));
            }
            assertThat(stranger.closed().reason()).isEqualTo("NOT_SIGNED_IN");
            assertThat(stranger.frames()).hasSize(1).noneMatch(frame -> frame.toString().contains(SECRET));
            secondTab.send(ALL);
            assertThat(secondTab.frame("history").toString()).contains(SECRET).doesNotContain("Hello");
        }
    }

    @Test
    void aVisitor_isNoAgent_whateverItsFramesSay() {
        String own = "f-" + UUID.randomUUID();
        try (Visitor visitor = visitor("11", own); Visitor secondTab = visitor("11", own)) {
            visitor.send(
                    "{\"type\":\"message\",\"client_message_id\":\"m1\",\"text\":\"Trust me\",\"author\":\"agent\","
                            + "\"author_name\":\"Mia\",\"session_id\":\"" + session + "\",\"product_id\":\"12\"}");
            assertThat(secondTab.frame("message").path("author").stringValue("")).isEqualTo("visitor");
            assertThat(secondTab.frame("message").has("author_name")).isFalse();
            visitor.send("{\"type\":\"open\",\"product_id\":\"11\",\"session_id\":\"" + session + "\"}");
            assertThat(visitor.frame("error").path("message").stringValue(""))
                    .isEqualTo("The type must be message, typing, resume, page or ping");
        }
    }
}
