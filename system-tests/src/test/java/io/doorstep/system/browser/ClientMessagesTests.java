package io.doorstep.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the client makes of what it hears: each message once, in order, and kept until Kafka has it. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientMessagesTests {
    private final Shop shop;
    private final BrowserContext context;
    private final ClientScript script;

    ClientMessagesTests(Browser browser) {
        shop = Shop.open();
        context = browser.newContext();
        script = new ClientScript(context, shop);
    }

    @AfterAll
    void close() {
        context.close();
        shop.close();
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
    void pendingMessageBecomesTheSameItem_whenItComesAgainWithItsSequence() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                let heard = 0; h.client.addEventListener("message", () => heard++);
                const said = { type: "message", author: "agent", author_name: "Mia", client_message_id: "m", text: "Hi",
                  time: "2026-01-01T00:00:00Z" };
                h.sockets[0].says({ ...said, pending: true }); h.sockets[0].says({ ...said, pending: true });
                const item = h.client.messages[0];
                const before = [item.name, item.status];
                h.sockets[0].says({ ...said, sequence: 3 });
                return [...before, item.status, item.sequence, h.client.messages.length, heard];"""))
                .isEqualTo(List.of("Mia", "pending", "sent", 3, 1, 1));
    }

    @Test
    void pendingMessagesAreLastAndMoveToTheirPlace_whenTheyGetTheirSequence() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                const say = (id, more) => h.sockets[0].says({ type: "message", author: "agent", client_message_id: id,
                  text: id, ...more });
                const order = () => h.client.messages.map((m) => m.text).join("");
                say("b", { pending: true }); say("d", { sequence: 9 }); say("a", { sequence: 2 });
                const before = order();
                say("b", { sequence: 5 });
                return [before, order()];""")).isEqualTo(List.of("adb", "abd"));
    }

    @Test
    void messagesOfTwoAuthorsAreTwo_whenTheirIdsAreTheSame() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                const id = h.client.send("Mine");
                h.sockets[0].says({ type: "message", author: "agent", client_message_id: id, text: "Theirs", sequence: 1 });
                return h.client.messages.map((m) => m.text + " " + m.status);"""))
                .isEqualTo(List.of("Theirs sent", "Mine sending"));
    }

    @Test
    void messageIsOneAndTheVisitorsOwn_whenItWasWrittenInAnotherTab() {
        assertThat(script
                .run("""
                const h = make(); h.client.start();
                const other = h.reload(); other.start();
                h.sockets[0].admits(); h.sockets[1].admits();
                const id = h.client.send("From the first tab");
                const said = { type: "message", author: "visitor", client_message_id: id, text: "From the first tab" };
                h.sockets[1].says({ ...said, pending: true }); h.sockets[1].says({ ...said, sequence: 7 });
                return [other.messages.length, other.messages[0].mine, JSON.parse(h.stored["doorstep:11"]).outbox.length];"""))
                .isEqualTo(List.of(1, true, 0));
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
    void pageKnowsThatOlderMessagesAreGone_whenTheHistoryIsNotComplete() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                const before = h.client.complete;
                h.sockets[0].admits({}, { complete: false });
                return [before, h.client.complete];""")).isEqualTo(List.of(true, false));
    }

    @Test
    void agentsAndConversationAreFollowed_whenTheServerTellsOfThem() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                const seen = []; const see = () => seen.push(`${h.client.agents} ${h.client.conversation} ${h.client.closedBy}`);
                h.sockets[0].admits({ agents: 0, conversation: "new" }); see();
                const id = h.client.send("Hello");
                h.sockets[0].says({ type: "ack", client_message_id: id, sequence: 1 }); see();
                h.sockets[0].says({ type: "presence", connections: 1, agents: 2 }); see();
                h.sockets[0].says({ type: "message", author: "agent", client_message_id: "m", text: "Hi", sequence: 2 }); see();
                h.sockets[0].says({ type: "closed", sequence: 3, author_name: "Mia", time: "2026-01-01T00:00:00Z" }); see();
                h.client.send("One more thing"); see();
                h.sockets[0].says({ type: "ack", client_message_id: h.client.messages.at(-1).id, sequence: 4 }); see();
                return seen;""")).isEqualTo(List.of("0 new null", "0 waiting null", "2 waiting null", "2 open null",
                "2 closed Mia", "2 closed Mia", "2 waiting null"));
    }

    @Test
    void typingIsToldAgainAtOnce_whenAMessageWasSentMeanwhile() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                h.client.typing(); h.client.typing();
                h.client.send("Hello");
                h.client.typing(); h.client.typing();
                return h.sockets[0].sent.map(({ type }) => type).filter((type) => type !== "resume");"""))
                .isEqualTo(List.of("typing", "message", "typing"));
    }

    @Test
    void typingNamesTheAgent_whenAnAgentTypes() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                const seen = []; h.client.addEventListener("typing", ({ detail }) => seen.push(`${detail.author} ${detail.name}`));
                h.sockets[0].says({ type: "typing", connection_id: "c", author: "agent", author_name: "Mia" });
                h.sockets[0].says({ type: "typing", connection_id: "d" });
                return seen;""")).isEqualTo(List.of("agent Mia", "visitor null"));
    }
}
