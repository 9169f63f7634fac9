package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** How the client moves to another instance with a pass, by a clock that the test holds. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandoverTests {
    private static final String MOVING = """
            const h = make({ random: () => 0.5 }); h.client.start();
            h.sockets[0].admits();
            const states = [];
            h.client.addEventListener("state", () => states.push(h.client.state));
            h.sockets[0].says({ type: "go_away", reconnect_after_ms: 3000, pass: "a-pass" });
            h.clock.pass(2999);
            const early = h.sockets.length;
            h.clock.pass(1);
            """;

    private final ClientScript script;

    HandoverTests(Browser browser) {
        script = new ClientScript(browser);
    }

    @AfterAll
    void close() {
        script.close();
    }

    @Test
    void nextSocketIsIn_beforeTheOldOneIsLeft() {
        assertThat(script.run(MOVING + """
                const during = [h.sockets.length, h.sockets[0].readyState, h.client.state];
                h.sockets[1].admits({ connection_id: "d" });
                h.clock.pass(60_000);
                return [early, h.sockets[1].url, ...during, h.sockets[0].readyState, h.client.connectionId, h.sockets.length,
                  states];""")).isEqualTo(List.of(1, "ws://chat.test/ws/chat/customer/11/s1?pass=a-pass", 2, 1,
                "connected", 3, "d", 2, List.of()));
    }

    @Test
    void whatHasNoAnswer_isSentAgainOnTheNextSocket_afterWhatWasMissedIsThere() {
        assertThat(script.run(MOVING + """
                h.client.send("meanwhile");
                const onTheOld = h.sockets[0].said.length;
                h.sockets[1].says({ type: "connected", connection_id: "d", limits: {}, last_sequence: 7 });
                const before = h.sockets[1].said.length;
                h.sockets[1].says({ type: "history", messages: [], complete: true });
                return [onTheOld, before, h.sockets[1].sent.map(({ type }) => type),
                  h.sockets[1].said[0].client_message_id === h.sockets[0].said[0].client_message_id];"""))
                .isEqualTo(List.of(1, 0, List.of("resume", "message"), true));
    }

    @Test
    void nextOneIsTriedAgain_evenLess_whileAllInstancesStop_andTheOldSocketServes() {
        assertThat(script.run(
                MOVING + """
                const waits = [];
                for (let i = 0; i < 4; i++) {
                  const { length } = h.sockets;
                  h.sockets.at(-1).rejects("SERVER_DRAINING", { retry_after_ms: 100 });
                  let waited = 0;
                  for (; h.sockets.length === length; waited += 10) h.clock.pass(10);
                  waits.push(waited);
                }
                h.sockets.at(-1).ends(1006);
                h.clock.pass(250);
                h.sockets.at(-1).admits();
                return [waits, h.sockets.length, h.sockets.filter(({ readyState }) => readyState === 1).length, states];"""))
                .isEqualTo(List.of(List.of(100, 200, 400, 400), 7, 1, List.of()));
    }

    @Test
    void nextSocketTakesThePlace_whenTheOldOneEndsBeforeItIsIn() {
        assertThat(script.run(MOVING + """
                h.sockets[0].ends(1001, "SERVER_DRAINING;retry=3");
                const between = h.client.state;
                h.sockets[1].admits({ connection_id: "d" });
                return [between, h.client.state, h.client.connectionId, h.sockets.length];"""))
                .isEqualTo(List.of("connecting", "connected", "d", 2));
    }

    @Test
    void clientWaitsAsAfterAnyRefusal_whenTheNextOneIsRefused_andTheOldOneEnds() {
        assertThat(script.run(MOVING + """
                h.sockets[1].rejects("CONNECTION_LIMIT_EXCEEDED", { scope: "instance", retry_after_ms: 10_000 });
                h.clock.pass(1000);
                const meanwhile = h.client.state;
                h.sockets[0].ends(1001, "SERVER_DRAINING;retry=3");
                return [meanwhile, h.client.state, h.waits(), h.client.reason.code];"""))
                .isEqualTo(List.of("connected", "waiting", 9000, "SERVER_DRAINING"));
    }

    @Test
    void nothingIsOpenedAnyMore_whenTheClientIsStopped() {
        assertThat(script.run(MOVING + """
                h.client.stop();
                h.clock.pass(60_000);
                return [h.sockets.length, h.sockets[1].readyState, h.clock.timers.size];"""))
                .isEqualTo(List.of(2, 3, 0));
    }

    @Test
    void aPageThatNobodyLooksAt_movesAsWell() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                h.turn("hidden", true);
                h.sockets[0].says({ type: "go_away", reconnect_after_ms: 100, pass: "a-pass" });
                h.clock.pass(100);
                h.sockets[1].admits();
                return [h.client.state, h.sockets.map(({ readyState }) => readyState)];"""))
                .isEqualTo(List.of("connected", List.of(3, 1)));
    }
}
