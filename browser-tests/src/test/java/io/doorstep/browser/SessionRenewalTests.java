package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that can no longer be used is replaced once, with nothing unsent lost. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionRenewalTests {
    /** Starts a client that has kept the session "old" and is given "new" when it asks for one. */
    private static final String OLD_SESSION = """
            const h = make({ session: null, stored: { "doorstep:11": JSON.stringify({ session: "old" }) },
              answers: [[201, { session_id: "new" }, {}]] });
            h.client.start();
            """;

    private final ClientScript script;

    SessionRenewalTests(Browser browser) {
        script = new ClientScript(browser);
    }

    @AfterAll
    void close() {
        script.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SESSION_EXPIRED", "SESSION_FOR_OTHER_PRODUCT", "INVALID_SESSION_ID"})
    void newSessionIsMadeAndUnsentMessagesGoOn_whenTheStoredOneIsRefused(String code) {
        assertThat(script.run(OLD_SESSION + """
                h.client.send("Still here");
                h.sockets[0].rejects("%s", { reconnect: false });
                const reason = h.client.reason.text;
                h.clock.pass(0); await h.settle();
                h.sockets[1].admits();
                return [reason, h.sockets[0].url.split("/").at(-1), h.sockets[1].url.split("/").at(-1),
                  h.sockets[1].said.map((f) => f.text), JSON.parse(h.stored["doorstep:11"]).session];"""
                .formatted(code))).isEqualTo(
                        List.of("The earlier conversation can’t be continued. A new one begins.", "old", "new",
                                List.of("Still here"), "new"));
    }

    @Test
    void clientIsRefusedForGood_whenTheNewSessionIsRefusedToo() {
        assertThat(script.run(OLD_SESSION + """
                for (let i = 0; i < 2; i++) {
                  h.sockets[i].rejects("SESSION_EXPIRED", { reconnect: false });
                  h.clock.pass(0); await h.settle();
                }
                h.clock.pass(86_400_000); await h.settle();
                return [h.client.state, h.client.reason.text, h.requests, h.sockets.length, h.clock.timers.size];"""))
                .isEqualTo(List.of("refused", "This conversation has expired.", 1, 2, 0));
    }

    @Test
    void sessionMayExpireAgain_whenTheNewOneWasInUse() {
        assertThat(script.run(OLD_SESSION + """
                h.sockets[0].rejects("SESSION_EXPIRED", { reconnect: false });
                h.clock.pass(0); await h.settle();
                h.sockets[1].admits();
                h.clock.pass(86_400_000);
                h.sockets[1].ends(1006); h.clock.pass(0);
                h.sockets[2].rejects("SESSION_EXPIRED", { reconnect: false });
                h.clock.pass(0); await h.settle();
                return [h.client.state, h.requests, h.sockets.length];""")).isEqualTo(List.of("connecting", 2, 4));
    }

    @Test
    void clientIsRefusedAndTheStoreIsLeftAlone_whenThePageChoseTheSession() {
        assertThat(script
                .run("""
                const h = make({ session: "chosen", stored: { "doorstep:11": JSON.stringify({ session: "kept" }) } });
                h.client.start();
                h.sockets[0].rejects("SESSION_EXPIRED", { reconnect: false });
                h.clock.pass(86_400_000);
                return [h.client.state, h.client.sessionId, h.sockets.length, JSON.parse(h.stored["doorstep:11"]).session];"""))
                .isEqualTo(List.of("refused", "chosen", 1, "kept"));
    }

    @Test
    void sessionOfAnotherTabIsTaken_whenThatTabRenewedItFirst() {
        assertThat(script.run("""
                const h = make({ session: null, stored: { "doorstep:11": JSON.stringify({ session: "old" }) } });
                h.client.start();
                h.stored["doorstep:11"] = JSON.stringify({ session: "of-the-other-tab" });
                h.sockets[0].rejects("SESSION_EXPIRED", { reconnect: false });
                h.clock.pass(0);
                return [h.requests, h.client.sessionId, h.sockets.length];"""))
                .isEqualTo(List.of(0, "of-the-other-tab", 2));
    }

    @Test
    void whatWasSaidStaysWithTheOldSession_whenANewOneBegins() {
        assertThat(script.run(OLD_SESSION + """
                h.sockets[0].admits({}, { messages: [{ author: "agent", client_message_id: "m", text: "Old", sequence: 40 }] });
                h.sockets[0].ends(1006); h.clock.pass(0);
                h.client.send("Unsent");
                h.sockets[1].rejects("SESSION_EXPIRED", { reconnect: false });
                h.clock.pass(0); await h.settle();
                h.sockets[2].admits();
                return [h.client.messages.map((m) => m.text), h.sockets[2].sent[0].after];"""))
                .isEqualTo(List.of(List.of("Unsent"), -1));
    }
}
