package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the client makes of what it hears: each message once and in order, and who is there. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientMessagesTests {
    private final ClientScript script;

    ClientMessagesTests(Browser browser) {
        script = new ClientScript(browser);
    }

    @AfterAll
    void close() {
        script.close();
    }

    @Test
    void messageIsShownOnceAndInOrder_whenItComesTwice() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                const say = (sequence, text) => ({ type: "message", sequence, text, author: "agent",
                  client_message_id: "x" + sequence, time: "2026-01-01T00:00:00Z" });
                h.sockets[0].says(say(7, "seven")); h.sockets[0].says(say(7, "seven"));
                h.sockets[0].ends(1006); h.clock.pass(0);
                h.sockets[1].says({ type: "connected", connection_id: "c2", limits: {}, last_sequence: 9 });
                h.sockets[1].says(say(9, "nine"));
                h.sockets[1].says({ type: "history", messages: [say(8, "eight"), say(9, "nine")], complete: true });
                return [h.sockets[1].sent[0].after, h.client.messages.map((m) => m.text).join(" ")];"""))
                .isEqualTo(List.of(7, "seven eight nine"));
    }

    @Test
    void warningIsHeard_andNothingElseChanges() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                const heard = [];
                h.client.addEventListener("warning", ({ detail }) => heard.push(detail.rule, detail.step));
                h.sockets[0].says({ type: "warning", rule: "flooding", step: "warned", message: "Warned",
                  until: "2026-01-02T03:14:05Z" });
                return [...heard, h.client.state, h.sockets.length];"""))
                .isEqualTo(List.of("flooding", "warned", "connected", 1));
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
    void messageIsRefused_whenItShowsNothing() {
        assertThat(script
                .run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                const blanks = ["\\u200b", "\\u200c\\u200d\\ufeff", "\\u00ad", "\\u202e\\u2066", "\\u3164\\u115f\\u1160\\uffa0", "\\u2800",
                  "\\u034f", "\\ufe0f", "\\u{e0001}\\u{e0041}", "\\u{e0100}", "\\u180e", "\\u00a0\\u3000 \\n", "\\u0000\\u0085", ""];
                const texts = ["👩‍👩‍👧", "☔️", "1️⃣", "می‌خواهم", "."];
                return [blanks.map((text) => h.client.send(text)).filter((id) => id !== null).length,
                  texts.map((text) => h.client.send(text)).filter((id) => id !== null).length, h.sockets[0].said.length];"""))
                .isEqualTo(List.of(0, 5, 5));
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
