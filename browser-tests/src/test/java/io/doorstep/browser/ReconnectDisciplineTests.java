package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** When the client comes back, by a clock that the test holds. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconnectDisciplineTests {
    private final ClientScript script;

    ReconnectDisciplineTests(Browser browser) {
        script = new ClientScript(browser);
    }

    @AfterAll
    void close() {
        script.close();
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
    void nothingIsTriedBeforeTheEnd_whenTheClientIsBanned_howeverOftenItIsLookedAt() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                h.sockets[0].says({ type: "error", code: "CLIENT_SANCTIONED", rule: "flooding", message: "Banned",
                  scope: "client", retry_after_ms: 86400000, reconnect: true });
                h.sockets[0].ends(1008, "CLIENT_SANCTIONED;retry=86400");
                h.page.dispatchEvent(new Event("visibilitychange")); h.page.dispatchEvent(new Event("online"));
                h.clock.pass(86399999);
                const before = h.sockets.length;
                h.clock.pass(1);
                return [h.client.reason?.code ?? null, before, h.sockets.length];"""))
                .satisfies(seen -> assertThat((List<?>) seen).element(1).isEqualTo(1))
                .satisfies(seen -> assertThat((List<?>) seen).element(2).isEqualTo(2));
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
    void oneAttemptIsMadeAndTheNewWaitHolds_whenAVisitorEndsTheWait() {
        assertThat(script.run("""
                const h = make(); h.client.tryNow(); h.client.start();
                h.client.tryNow();
                h.sockets[0].rejects("RATE_LIMIT_EXCEEDED", { retry_after_ms: 60_000 });
                h.client.tryNow(); h.client.tryNow();
                const pressed = [h.sockets.length, h.client.state];
                h.sockets[1].rejects("POOL_FULL", { retry_after_ms: 20_000 });
                const wait = h.waits();
                h.clock.pass(19_999); const early = h.sockets.length;
                h.clock.pass(1);
                return [...pressed, wait, early, h.sockets.length];"""))
                .isEqualTo(List.of(2, "connecting", 20000, 2, 3));
    }

    @Test
    void restOfTheWaitIsWaited_whenTheAttemptThatAVisitorMadeHasNoAnswer() {
        assertThat(script.run("""
                const h = make({ random: () => 0.5 }); h.client.start();
                h.sockets[0].rejects("RATE_LIMIT_EXCEEDED", { retry_after_ms: 60_000 });
                h.clock.pass(10_000); h.client.tryNow();
                h.sockets[1].ends(1006);
                return [h.client.reason.code, h.waits()];""")).isEqualTo(List.of("UNREACHABLE", 51_000));
    }

    @Test
    void waitIsForgotten_whenTheVisitorWasLetInBeforeItsEnd() {
        assertThat(script.run("""
                const h = make({ random: () => 0 }); h.client.start();
                h.sockets[0].rejects("RATE_LIMIT_EXCEEDED", { retry_after_ms: 60_000 });
                h.client.tryNow();
                h.sockets[1].admits();
                h.clock.pass(1000); h.sockets[1].ends(1006);
                return h.waits();""")).isEqualTo(0);
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
}
