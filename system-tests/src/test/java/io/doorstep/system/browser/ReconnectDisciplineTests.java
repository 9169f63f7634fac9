package io.doorstep.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** When the client comes back, by a clock that the test holds. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconnectDisciplineTests {
    private final Shop shop;
    private final BrowserContext context;
    private final ClientScript script;

    ReconnectDisciplineTests(Browser browser) {
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
    void waitIsAtLeastWhatTheServerAsks_whenChanceIsAtItsLowest() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].rejects("RATE_LIMIT_EXCEEDED", { retry_after_ms: 12345 });
                return [h.client.state, h.client.reason.code, h.waits()];"""))
                .isEqualTo(List.of("waiting", "RATE_LIMIT_EXCEEDED", 12345));
    }

    @Test
    void spreadDoublesUpToThirtySeconds_whenAttemptsGoOnFailing() {
        assertThat(script.run("""
                const h = make({ random: () => 1 }); h.client.start();
                const waits = [];
                for (let i = 0; i < 8; i++) { h.sockets.at(-1).ends(1006); waits.push(h.waits()); h.clock.pass(h.waits()); }
                return waits;""")).isEqualTo(List.of(1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000));
    }

    @Test
    void jitterIsFull_whenConnectionsWereLost() {
        assertThat(script.run("""
                const h = make({ random: () => 0 }); h.client.start();
                h.sockets[0].ends(1006);
                return h.waits();""")).isEqualTo(0);
    }

    @Test
    void waitComesFromTheCloseReason_whenTheErrorFrameWasLost() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].ends(1008, "RATE_LIMIT_EXCEEDED;retry=7");
                return [h.client.reason.text, h.waits()];"""))
                .isEqualTo(List.of("Too many connections from your network.", 7000));
    }

    @Test
    void onlyOneAttemptIsPlanned_whenManyThingsHappenAtOnce() {
        assertThat(script.run("""
                const h = make({ random: () => 0.5 }); h.client.start();
                h.sockets[0].admits();
                h.sockets[0].says({ type: "go_away", reconnect_after_ms: 5000 });
                h.sockets[0].says({ type: "go_away", reconnect_after_ms: 4000 });
                h.sockets[0].ends(1012, "SERVER_DRAINING;retry=4");
                h.page.dispatchEvent(new Event("offline"));
                h.page.dispatchEvent(new Event("online"));
                h.page.dispatchEvent(new Event("online"));
                const planned = h.clock.timers.size;
                h.clock.pass(10_000);
                return [planned, h.sockets.length];""")).isEqualTo(List.of(1, 2));
    }

    @Test
    void nothingIsPlannedAnyMore_whenTheServerSaysNotToReconnect() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].rejects("ORIGIN_NOT_ALLOWED", { reconnect: false });
                h.page.dispatchEvent(new Event("offline"));
                h.page.dispatchEvent(new Event("online"));
                h.clock.pass(86_400_000);
                return [h.client.state, h.client.reason.text, h.clock.timers.size, h.sockets.length];"""))
                .isEqualTo(List.of("refused", "This website is not allowed to use the chat.", 0, 1));
    }

    @Test
    void clientPausesAndKeepsTheWait_whenTheBrowserIsOffline() {
        assertThat(script.run("""
                const h = make({ random: () => 0 }); h.client.start();
                h.sockets[0].rejects("RATE_LIMIT_EXCEEDED", { retry_after_ms: 60_000 });
                h.online = false; h.page.dispatchEvent(new Event("offline"));
                const planned = h.clock.timers.size;
                h.clock.pass(20_000);
                h.online = true; h.page.dispatchEvent(new Event("online"));
                return [planned, h.client.state, h.waits()];""")).isEqualTo(List.of(0, "waiting", 40000));
    }

    @Test
    void nothingIsTried_whenTheTabIsHidden() {
        assertThat(script.run("""
                const h = make({ random: () => 1 }); h.client.start();
                h.sockets[0].admits();
                h.turn("hidden", true);
                h.sockets[0].ends(1006);
                const planned = h.clock.timers.size;
                h.clock.pass(3_600_000);
                return [planned, h.client.state, h.client.retryAt, h.sockets.length];"""))
                .isEqualTo(Arrays.asList(0, "waiting", null, 1));
    }

    @Test
    void plannedAttemptIsTakenBack_whenTheTabIsHiddenMeanwhile() {
        assertThat(script.run("""
                const h = make({ random: () => 1 }); h.client.start();
                h.sockets[0].rejects("RATE_LIMIT_EXCEEDED", { retry_after_ms: 5000 });
                h.turn("hidden", true);
                h.clock.pass(60_000);
                return [h.clock.timers.size, h.sockets.length];""")).isEqualTo(List.of(0, 1));
    }

    @Test
    void restOfTheWaitIsWaited_whenTheTabIsLookedAtAgain() {
        assertThat(script.run("""
                const h = make({ random: () => 0.5 }); h.client.start();
                h.sockets[0].rejects("RATE_LIMIT_EXCEEDED", { retry_after_ms: 60_000 });
                h.turn("hidden", true);
                h.clock.pass(20_000);
                h.turn("hidden", false);
                return [h.client.state, h.client.reason.code, h.waits(), h.clock.timers.size];"""))
                .isEqualTo(List.of("waiting", "RATE_LIMIT_EXCEEDED", 40_500, 1));
    }

    @Test
    void clientConnectsAtOnce_whenTheTabIsLookedAtAfterTheWait() {
        assertThat(script.run("""
                const h = make({ random: () => 1 }); h.client.start();
                h.turn("hidden", true);
                h.sockets[0].ends(1006);
                h.clock.pass(60_000);
                h.turn("hidden", false); h.clock.pass(0);
                h.turn("hidden", true); h.turn("hidden", false);
                return [h.client.state, h.sockets.length];""")).isEqualTo(List.of("connecting", 2));
    }

    @Test
    void hiddenTabGoesOnTrying_whenAMessageIsNotSent() {
        assertThat(script.run("""
                const h = make({ random: () => 1 }); h.client.start();
                h.client.send("Is anybody there?");
                h.turn("hidden", true);
                h.sockets[0].ends(1006);
                const wait = h.waits();
                h.clock.pass(1000);
                return [wait, h.sockets.length];""")).isEqualTo(List.of(1000, 2));
    }

    @Test
    void messageIsSentAfterTheWait_whenItIsWrittenInAPausedTab() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.turn("hidden", true);
                h.sockets[0].rejects("RATE_LIMIT_EXCEEDED", { retry_after_ms: 9000 });
                h.clock.pass(1000);
                h.client.send("Written by a script");
                h.clock.pass(7999); const early = h.sockets.length;
                h.clock.pass(1);
                return [early, h.sockets.length];""")).isEqualTo(List.of(1, 2));
    }

    @Test
    void hiddenTabLeavesAndStaysAway_whenTheServerGoesAway() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                h.turn("hidden", true);
                h.sockets[0].says({ type: "go_away", reconnect_after_ms: 3000 });
                h.clock.pass(60_000);
                const hidden = [h.sockets[0].readyState, h.client.state, h.sockets.length];
                h.turn("hidden", false); h.clock.pass(0);
                return [...hidden, h.sockets.length];""")).isEqualTo(List.of(3, "waiting", 1, 2));
    }

    @Test
    void clientStaysPaused_whenTheNetworkComesBackToAHiddenTab() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].ends(1006);
                h.turn("online", false); h.turn("hidden", true); h.turn("online", true);
                h.clock.pass(60_000);
                return [h.client.state, h.sockets.length, h.clock.timers.size];"""))
                .isEqualTo(List.of("waiting", 1, 0));
    }

    @Test
    void attemptsAreSpreadAnew_whenTheNetworkComesBackAfterTheWait() {
        assertThat(script.run("""
                const h = make({ random: () => 0.25 }); h.client.start();
                h.sockets[0].ends(1006);
                h.turn("online", false); h.clock.pass(60_000); h.turn("online", true);
                return h.waits();""")).isEqualTo(250);
    }

    @Test
    void waitIsTheLongerOfBoth_whenAServerThatGoesAwayAlsoAsksForAWait() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                h.sockets[0].says({ type: "go_away", reconnect_after_ms: 3000 });
                h.sockets[0].ends(1012, "SERVER_DRAINING;retry=8");
                return h.waits();""")).isEqualTo(8000);
    }

    @Test
    void clientMovesWhenTold_whenTheServerGoesAway() {
        assertThat(script.run("""
                const h = make({ random: () => 1 }); h.client.start();
                h.sockets[0].admits();
                h.sockets[0].says({ type: "go_away", reconnect_after_ms: 3000 });
                h.clock.pass(1000);
                h.sockets[0].ends(1012, "SERVER_DRAINING");
                const wait = h.waits();
                h.clock.pass(1999);
                const before = h.sockets.length;
                h.clock.pass(1);
                return [wait, before, h.sockets.length];""")).isEqualTo(List.of(2000, 1, 2));
    }

    @Test
    void backoffStartsOver_whenAConnectionLasted() {
        assertThat(script.run("""
                const h = make({ random: () => 1 }); h.client.start();
                for (let i = 0; i < 3; i++) { h.sockets.at(-1).ends(1006); h.clock.pass(h.waits()); }
                h.sockets.at(-1).admits();
                h.sockets.at(-1).ends(1006);
                const flapping = h.waits();
                h.clock.pass(h.waits());
                h.sockets.at(-1).admits();
                h.clock.pass(5000);
                h.sockets.at(-1).ends(1006);
                return [flapping, h.waits()];""")).isEqualTo(List.of(8000, 1000));
    }

    @Test
    void attemptIsGivenUp_whenNoFirstFrameComes() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.clock.pass(15_000);
                return h.sockets.length;""")).isEqualTo(2);
    }

    @Test
    void sessionIsAskedForAgainOnlyAfterTheWait_whenThereWereTooMany() {
        assertThat(script.run("""
                const h = make({ session: null, answers: [[429, { code: "SESSION_LIMIT_EXCEEDED" }, { "Retry-After": "3600" }],
                  [201, { session_id: "new" }, {}]] });
                h.client.start(); await h.settle();
                const first = [h.client.state, h.client.reason.text, h.waits()];
                h.clock.pass(3_599_999); await h.settle();
                const early = h.requests;
                h.clock.pass(1); await h.settle();
                return [...first, early, h.requests, h.sockets.at(-1).url];""")).isEqualTo(
                List.of("waiting", "Too many new chats from your network.", 3_600_000, 1, 2,
                        "ws://chat.test/ws/chat/customer/11/new"));
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
    void idIsAUuid_whenTheBrowserHasNoRandomUuid() {
        assertThat((String) script.run("""
                Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
                const h = make(); h.client.start(); const id = h.client.send("Hi");
                delete crypto.randomUUID;
                return id;""")).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }
}
