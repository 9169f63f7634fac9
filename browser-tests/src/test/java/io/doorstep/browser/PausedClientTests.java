package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** When the client leaves off trying, and when it goes on: without a network, and in a tab that nobody looks at. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PausedClientTests {
    private final ClientScript script;

    PausedClientTests(Browser browser) {
        script = new ClientScript(browser);
    }

    @AfterAll
    void close() {
        script.close();
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
    void attemptsAreSpreadAnew_whenTheNetworkComesBackAfterTheWait() {
        assertThat(script.run("""
                const h = make({ random: () => 0.25 }); h.client.start();
                h.sockets[0].ends(1006);
                h.turn("online", false); h.clock.pass(60_000); h.turn("online", true);
                return h.waits();""")).isEqualTo(250);
    }

    @Test
    void clientIsOfflineAndLeavesTheConnection_whenTheNetworkGoes() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                h.turn("online", false);
                const id = h.client.send("Written in a tunnel");
                const off = [h.client.state, h.client.reason.code, h.sockets[0].readyState, h.clock.timers.size];
                h.clock.pass(60_000); h.turn("online", true); h.clock.pass(0);
                h.sockets[1].admits();
                return [...off, h.sockets.length, h.sockets[1].said.map((f) => f.client_message_id === id)];"""))
                .isEqualTo(List.of("offline", "OFFLINE", 3, 0, 2, List.of(true)));
    }

    @Test
    void sessionIsKeptAndNotAskedForAgain_whenItComesAfterTheNetworkWent() {
        assertThat(script.run("""
                const h = make({ session: null, answers: [[201, { session_id: "new" }, {}]] }); h.client.start();
                h.turn("online", false); await h.settle();
                const off = [h.client.state, h.sockets.length];
                h.turn("online", true); h.clock.pass(0);
                return [...off, h.requests, h.sockets.map((s) => s.url.split("/").at(-1))];"""))
                .isEqualTo(List.of("offline", 0, 1, List.of("new")));
    }

    @Test
    void backoffIsCutShort_whenTheBrowserSaysThatTheNetworkIsBack() {
        assertThat(script.run("""
                const h = make({ random: () => 1 }); h.client.start();
                for (let i = 0; i < 5; i++) { h.sockets.at(-1).ends(1006); h.clock.pass(h.waits()); }
                h.sockets.at(-1).ends(1006);
                const before = h.waits();
                h.page.dispatchEvent(new Event("online"));
                return [before, h.waits()];""")).isEqualTo(List.of(30000, 1000));
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
}
