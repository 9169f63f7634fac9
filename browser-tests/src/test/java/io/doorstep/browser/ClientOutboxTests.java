package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of what a visitor wrote: kept until Kafka has it, sent again with its id, given up only where sending cannot help. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientOutboxTests {
    private final ClientScript script;

    ClientOutboxTests(Browser browser) {
        script = new ClientScript(browser);
    }

    @AfterAll
    void close() {
        script.close();
    }

    @Test
    void messageStaysInTheOutbox_whenItIsOnlyPending() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                const id = h.client.send("Hello");
                const kept = () => JSON.parse(h.stored["doorstep:11"]).outbox.length;
                h.sockets[0].says({ type: "ack", client_message_id: id, pending: true });
                const pending = [h.client.messages[0].status, kept(), h.sockets[0].said.length];
                h.sockets[0].says({ type: "ack", client_message_id: id, sequence: 4 });
                return [...pending, h.client.messages[0].status, kept()];"""))
                .isEqualTo(List.of("pending", 1, 1, "sent", 0));
    }

    @Test
    void messageIsSentAgainWithItsId_whenItWasNotAcknowledged() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                const id = h.client.send("Hello");
                h.sockets[0].ends(1006); h.clock.pass(0);
                h.sockets[1].admits();
                const again = h.sockets[1].sent.filter((f) => f.type === "message").map((f) => f.client_message_id === id);
                h.sockets[1].says({ type: "ack", client_message_id: id, sequence: 4 });
                h.sockets[1].ends(1006); h.clock.pass(0);
                h.sockets[2].admits();
                return [again, h.sockets[2].sent];""")).isEqualTo(
                List.of(List.of(true), List.of(Map.of("type", "resume", "after", -1))));
    }

    @Test
    void pendingMessageIsSentAgainWithItsIdAndStillShownAsReceived_whenTheClientReconnects() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                const id = h.client.send("Hello");
                h.sockets[0].says({ type: "ack", client_message_id: id, pending: true });
                h.sockets[0].ends(1006); h.clock.pass(0);
                h.sockets[1].admits();
                const again = h.sockets[1].said.map((f) => f.client_message_id === id);
                const status = h.client.messages[0].status;
                h.sockets[1].says({ type: "ack", client_message_id: id, sequence: 4 });
                return [again, status, h.client.messages.map((m) => m.status)];"""))
                .isEqualTo(List.of(List.of(true), "pending", List.of("sent")));
    }

    @Test
    void messageIsSentFromTheNextPage_whenThePageWasLeftTooEarly() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.client.send("Typed too early"); h.client.stop();
                h.client = h.reload(); h.client.start();
                h.sockets.at(-1).admits();
                return h.sockets.at(-1).sent.map((f) => f.text ?? f.type);"""))
                .isEqualTo(List.of("resume", "Typed too early"));
    }

    @Test
    void pendingMessageIsSentFromTheNextPage_whenThePageWasLeft() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                const id = h.client.send("Hello");
                h.sockets[0].says({ type: "ack", client_message_id: id, pending: true });
                h.client.stop(); h.client = h.reload(); h.client.start();
                h.sockets[1].admits();
                return h.sockets[1].said.map((f) => f.client_message_id === id);""")).isEqualTo(List.of(true));
    }

    @Test
    void messageIsSentAgainAfterTheWait_whenTheServerCouldNotKeepIt() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                const id = h.client.send("Hello");
                h.sockets[0].says({ type: "error", code: "INVALID_MESSAGE", reconnect: true, retry_after_ms: 2000,
                  client_message_id: id });
                const held = [h.client.messages[0].status, h.client.messages[0].reason.text];
                h.clock.pass(1999); const early = h.sockets[0].said.length;
                h.clock.pass(1);
                return [...held, early, h.sockets[0].said.length];"""))
                .isEqualTo(List.of("held", "The chat can’t keep messages right now.", 1, 2));
    }

    @Test
    void limitedMessagesWaitAndGoOutOneByOneInOrder_whenTheServerGivesThemBack() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                const socket = h.sockets[0]; socket.admits();
                const ids = ["a", "b", "c"].map((text) => h.client.send(text));
                for (const id of ids) socket.says({ type: "error", code: "MESSAGE_RATE_LIMIT_EXCEEDED", reconnect: true,
                  retry_after_ms: 9000, client_message_id: id });
                const held = h.client.messages.map((m) => m.status);
                const texts = () => socket.sent.filter((f) => f.type === "message").map((f) => f.text).join("");
                h.clock.pass(8999); const before = texts();
                h.clock.pass(1); const first = texts();
                socket.says({ type: "ack", client_message_id: ids[0], sequence: 0 });
                return [h.client.state, held, before, first, texts()];""")).isEqualTo(
                List.of("connected", List.of("held", "held", "held"), "abc", "abca", "abcab"));
    }

    @Test
    void messageIsGivenUp_whenItIsTooLargeForTheServer() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits(); h.client.send("x".repeat(4000));
                h.sockets[0].ends(1009, "MESSAGE_TOO_LARGE"); h.clock.pass(0);
                h.sockets[1].admits();
                return [h.client.messages[0].status, h.sockets[1].sent.length];""")).isEqualTo(List.of("failed", 1));
    }

    @Test
    void idIsAUuid_whenTheBrowserHasNoRandomUuid() {
        assertThat((String) script.run("""
                Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
                const h = make(); h.client.start(); const id = h.client.send("Hi");
                delete crypto.randomUUID;
                return id;""")).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }
}
