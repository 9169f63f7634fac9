package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that made room in a full house waits for its visitor. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomNeededTests {
    private static final String MADE_ROOM = """
            const h = make(); h.client.start();
            h.sockets[0].admits();
            h.clock.pass(6000);
            h.sockets[0].says({ type: "error", code: "ROOM_NEEDED", message: "Closed to make room", reconnect: true,
              retry_after_ms: 10_000 });
            h.sockets[0].ends(1013, "ROOM_NEEDED;retry=10");
            """;

    private final ClientScript script;

    RoomNeededTests(Browser browser) {
        script = new ClientScript(browser);
    }

    @AfterAll
    void close() {
        script.close();
    }

    @Test
    void itDoesNotComeBackByItself_howeverOftenItIsLookedAt() {
        assertThat(script.run(MADE_ROOM + """
                h.clock.pass(3_600_000);
                h.turn("hidden", true);
                h.turn("hidden", false);
                h.turn("online", false);
                h.turn("online", true);
                h.clock.pass(3_600_000);
                return [h.sockets.length, h.client.state, h.client.retryAt, h.client.reason.code];"""))
                .isEqualTo(Arrays.asList(1, "waiting", null, "ROOM_NEEDED"));
    }

    @Test
    void itComesBackAtOnce_whenItsVisitorTypes() {
        assertThat(script.run(MADE_ROOM + """
                h.client.typing();
                h.client.typing();
                const attempts = h.sockets.length;
                h.sockets[1].admits();
                return [attempts, h.client.state];""")).isEqualTo(List.of(2, "connected"));
    }

    @Test
    void whatIsSent_bringsItBackToo() {
        assertThat(script.run(MADE_ROOM + """
                h.client.send("Is it waterproof?");
                const attempts = h.sockets.length;
                h.sockets[1].admits();
                return [attempts, h.sockets[1].said.length];""")).isEqualTo(List.of(2, 1));
    }

    @Test
    void itIsNoRejection() {
        assertThat(script.run("""
                const h = make(); const rejected = [];
                h.client.addEventListener("rejected", (event) => rejected.push(event.detail.code));
                h.client.start();
                h.sockets[0].admits();
                h.sockets[0].ends(1013, "ROOM_NEEDED;retry=10");
                return rejected;""")).isEqualTo(List.of());
    }

    @Test
    void itWaitsAsOthersDo_whereTheHouseIsFullWhenItComesBack() {
        assertThat(script.run(MADE_ROOM + """
                h.client.typing();
                h.sockets[1].rejects("CONNECTION_LIMIT_EXCEEDED", { scope: "instance", retry_after_ms: 4000 });
                const wait = h.waits();
                h.client.typing();
                const attempts = h.sockets.length;
                h.clock.pass(4000);
                return [wait, attempts, h.sockets.length];""")).isEqualTo(List.of(4000, 2, 3));
    }
}
