package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A visitor whom the website knows: whose token is sent, when it is renewed, and what is kept for whom. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCredentialsTests {
    /** A token of a subject, which nobody here checks, and an answer with a session. */
    private static final String WORDS = """
            const jwt = (sub, more = {}) => ["{}", JSON.stringify({ sub, ...more }), "x"].map(btoa)
              .map((part) => part.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")).join(".");
            const session = (id) => [201, { session_id: id }];
            const settled = async (h) => { for (let i = 0; i < 5; i++) await h.settle(); };
            """;

    private final ClientScript script;

    ClientCredentialsTests(Browser browser) {
        script = new ClientScript(browser);
    }

    @AfterAll
    void close() {
        script.close();
    }

    private Object run(String body) {
        return script.run(WORDS + body);
    }

    @Test
    void tokenIsSent_withTheRequestForASession() {
        assertThat(run("""
                const h = make({ session: null, token: jwt("ada"), answers: [session("of-ada")] });
                h.client.start(); await settled(h);
                return [h.tokens[0] === `Bearer ${jwt("ada")}`, h.sockets[0].url.split("/").at(-1)];"""))
                .isEqualTo(List.of(true, "of-ada"));
    }

    @Test
    void tokenIsAskedForAgainOnce_whenItIsRefused() {
        assertThat(run("""
                let asked = 0;
                const refused = [401, { code: "TOKEN_EXPIRED", detail: "The token has expired" }];
                const h = make({ session: null, getToken: async () => jwt("ada", { exp: asked++ }),
                  answers: [refused, session("a"), refused, refused] });
                h.client.start(); await settled(h);
                const first = [h.client.state, asked, h.sockets.length];
                const other = make({ session: null, getToken: async () => jwt("ada", { exp: asked++ }), answers: [refused] });
                other.client.start(); await settled(other);
                return [...first, other.client.state, other.client.reason.code, other.requests];"""))
                .isEqualTo(List.of("connecting", 2, 1, "refused", "TOKEN_EXPIRED", 2));
    }

    @Test
    void chatWaits_whenTheWebsiteCannotSayWhoItIs_andTriesAgain() {
        assertThat(run("""
                let asked = 0;
                const h = make({ session: null, answers: [session("a")],
                  getToken: () => { asked += 1; return asked === 1 ? Promise.reject(new Error("down")) : jwt("ada"); } });
                h.client.start(); await settled(h);
                const before = [h.client.state, h.client.reason.code, h.requests];
                h.clock.pass(1_000); await settled(h);
                return [...before, h.client.state, h.sockets.length];"""))
                .isEqualTo(List.of("waiting", "NO_TOKEN", 0, "connecting", 1));
    }

    @Test
    void eachVisitorHasAConversationOfTheirOwn_inOneBrowser() {
        assertThat(run("""
                const stored = {};
                const whose = async (token, id) => {
                  const h = make({ session: null, stored, token, answers: [session(id)] });
                  h.client.start(); await settled(h);
                  h.client.send(`from ${id}`);
                  return [h.sockets[0].url.split("/").at(-1), h.client.messages.map(({ text }) => text).join()];
                };
                return [...await whose(jwt("ada"), "a"), ...await whose(jwt("ben"), "b"), ...await whose(undefined, "n"),
                  ...await whose(jwt("ada", { exp: 2 }), "never")];""")).isEqualTo(List.of("a", "from a", "b", "from b",
                "n", "from n", "a", "from a,from never"));
    }

    @Test
    void whatIsWrittenBeforeItIsKnownWhoWritesIsSent_andKeptForThem() {
        assertThat(
                run("""
                const stored = {};
                let tell;
                const h = make({ session: null, stored, getToken: () => new Promise((done) => { tell = done; }),
                  answers: [session("a")] });
                h.client.start(); await settled(h);
                h.client.send("Hello?");
                const before = Object.keys(stored).length;
                tell(jwt("ada")); await settled(h);
                h.sockets[0].admits();
                return [before, ...Object.keys(stored), h.sockets[0].said.map(({ text }) => text).join(), h.client.messages.length];"""))
                .isEqualTo(List.of(0, "doorstep:11:@ada", "Hello?", 1));
    }

    @Test
    void answerIsAwaited_untilAnAgentHasAnswered() {
        assertThat(run("""
                const h = make(); const seen = [];
                const look = () => seen.push(h.client.isUnanswered);
                look(); h.client.start(); h.sockets[0].admits(); h.client.send("Hello?"); look();
                h.sockets[0].says({ type: "ack", client_message_id: h.client.messages[0].id, sequence: 1 }); look();
                h.sockets[0].says({ type: "message", author: "agent", sequence: 2, client_message_id: "a", text: "Hi" }); look();
                return seen;""")).isEqualTo(List.of(false, true, true, false));
    }

    @Test
    void ownMessagesAreSeen_upToWhereAnAgentHasRead() {
        assertThat(run("""
                const h = make(); h.client.start();
                h.sockets[0].admits({ read_up_to: 1 });
                const say = (text, sequence) => h.sockets[0].says({ type: "ack", client_message_id: h.client.send(text), sequence });
                say("a", 1); say("b", 2); say("c", 3); say("d", 4);
                const seen = [];
                const look = () => seen.push(h.client.messages.map((message) => message.seen ? 1 : 0).join(""));
                look(); h.sockets[0].says({ type: "read", up_to: 2 }); look();
                h.sockets[0].says({ type: "read", up_to: 1 }); look();
                h.sockets[0].says({ type: "message", author: "agent", sequence: 5, client_message_id: "x", text: "Hi" }); look();
                return seen;""")).isEqualTo(List.of("1000", "1100", "1100", "11110"));
    }

    @Test
    void rejectionsAreTold_andNotWhatTheNetworkDoes() {
        assertThat(run("""
                const h = make(); const told = [];
                h.client.addEventListener("rejected", ({ detail }) => told.push(`${detail.code} ${detail.limit ?? ""}${detail.messageId ? " m" : ""}`));
                h.client.start(); h.sockets[0].ends(1006);
                h.clock.pass(1_000); h.sockets[1].rejects("RATE_LIMIT_EXCEEDED", { limit: 50, window_ms: 300_000 });
                h.turn("hidden", true); h.turn("hidden", false);
                h.clock.pass(5_000); h.sockets[2].admits(); h.client.send("Hello?");
                h.sockets[2].says({ type: "error", code: "MESSAGE_RATE_LIMIT_EXCEEDED", limit: 30,
                  client_message_id: h.client.messages[0].id, retry_after_ms: 5_000 });
                return told;"""))
                .isEqualTo(Arrays.asList("RATE_LIMIT_EXCEEDED 50", "MESSAGE_RATE_LIMIT_EXCEEDED 30 m"));
    }
}
