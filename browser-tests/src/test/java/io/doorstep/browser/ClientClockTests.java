package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wait is as long as it was said to be, whatever becomes of the clock of the day meanwhile. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientClockTests {
    private static final int HOUR = 3_600_000;

    private final ClientScript script;

    ClientClockTests(Browser browser) {
        script = new ClientScript(browser);
    }

    @AfterAll
    void close() {
        script.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {-HOUR, HOUR, -500 * HOUR})
    void heldMessageIsSentAfterTheWait_whenTheClockIsSet(int by) {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                const id = h.client.send("Too fast");
                h.sockets[0].says({ type: "error", code: "MESSAGE_RATE_LIMIT_EXCEEDED", reconnect: true,
                  retry_after_ms: 57_000, client_message_id: id });
                h.clock.pass(7_000); h.clock.set = %d;
                const left = h.client.messages[0].retryAt - h.clock.now();
                h.clock.pass(49_999); const early = h.sockets[0].said.length;
                h.clock.pass(1);
                return [left, early, h.sockets[0].said.length];""".formatted(by))).isEqualTo(List.of(50_000, 1, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {-HOUR, HOUR})
    void clientComesBackAfterTheWait_whenTheClockIsSet(int by) {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].rejects("RATE_LIMIT_EXCEEDED", { retry_after_ms: 57_000 });
                h.clock.set = %d;
                const left = h.waits();
                h.turn("hidden", true); h.turn("hidden", false);
                h.turn("online", false); h.turn("online", true);
                h.clock.pass(56_999); const early = h.sockets.length;
                h.clock.pass(1);
                return [left, early, h.sockets.length];""".formatted(by))).isEqualTo(List.of(57_000, 1, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {-HOUR, HOUR})
    void clientMovesAndTellsOfTypingAsBefore_whenTheClockIsSet(int by) {
        assertThat(script.run("""
                const h = make(); h.client.start();
                h.sockets[0].admits();
                h.client.typing(); h.clock.set = %d; h.client.typing();
                h.clock.pass(3_000); h.client.typing();
                const typed = h.sockets[0].sent.filter(({ type }) => type === "typing").length;
                h.sockets[0].says({ type: "go_away", reconnect_after_ms: 4_000 });
                h.clock.set = 0;
                h.sockets[0].ends(1012, "SERVER_DRAINING");
                h.clock.pass(3_999); const early = h.sockets.length;
                h.clock.pass(1);
                return [typed, early, h.sockets.length];""".formatted(by))).isEqualTo(List.of(2, 1, 2));
    }
}
