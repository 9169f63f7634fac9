package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.doorstep.events.json.DoorstepJson;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept in the browser may be anything, or nothing: the chat begins anew where it can't use it. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptEntryTests {
    private final ClientScript script;

    KeptEntryTests(Browser browser) {
        script = new ClientScript(browser);
    }

    @AfterAll
    void close() {
        script.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "null", "5", "true", "\"text\"", "[]", "[[]]", "{\"own\":5}",
            "{\"own\":{\"length\":2}}",
            "{\"own\":[null,{},5]}", "{\"outbox\":{}}", "{\"outbox\":\"text\"}", "{\"outbox\":[null,5,\"x\",[],{}]}",
            "{\"outbox\":[{\"id\":5,\"text\":\"x\"}]}", "{\"outbox\":[{\"id\":\"a\"}]}", "{\"session\":5}",
            "{\"outbox\":[{\"id\":\"a\",\"text\":{}}]}", "{\"outbox\":[{\"id\":\"a\",\"text\":\" \\u200b\"}]}",
            "{\"session\":\"\"}", "{\"session\":\"..\"}", "{\"session\":\"../../agent\"}", "{\"session\":[\"s\"]}",
            "{\"session\":\"\\ud800\"}", "{\"__proto__\":{\"session\":\"s\"}}"})
    void chatBeginsAnew_whenTheKeptEntryCannotBeUsed(String kept) {
        assertThat(script.run("""
                const h = make({ session: null, stored: { "doorstep:11": %s }, answers: [[201, { session_id: "new" }, {}]] });
                h.client.start(); await h.settle();
                h.sockets[0].admits();
                const id = h.client.send("Hello");
                h.sockets[0].says({ type: "message", author: "visitor", client_message_id: "x", text: "Hi", sequence: 1 });
                h.sockets[0].says({ type: "ack", client_message_id: id, sequence: 2 });
                const { session, own, outbox } = JSON.parse(h.stored["doorstep:11"]);
                return [h.sockets[0].url.split("/").at(-1), h.sockets[0].said.map((f) => f.text), session, own.at(-1) === id,
                  outbox.length];""".formatted(DoorstepJson.mapper().writeValueAsString(kept))))
                .isEqualTo(List.of("new", List.of("Hello"), "new", true, 0));
    }

    @Test
    void whatCanBeUsedIsUsed_whenTheRestIsDamaged() {
        assertThat(script.run("""
                const kept = { session: "s7", own: 5, outbox: [null, { id: "a", text: "Kept", time: "yesterday" }, { id: "a", text: "Kept" },
                  { id: "b", text: "x".repeat(4001) }] };
                const h = make({ session: null, stored: { "doorstep:11": JSON.stringify(kept) } });
                h.client.start(); h.sockets[0].admits();
                return [h.sockets[0].url.split("/").at(-1), h.sockets[0].said.map((f) => f.text),
                  Number.isFinite(h.client.messages[0].time)];"""))
                .isEqualTo(List.of("s7", List.of("Kept"), true));
    }

    @Test
    void chatGoesOn_whenNothingCanBeKept() {
        assertThat(script.run("""
                const full = () => { throw new DOMException("full", "QuotaExceededError"); };
                const results = [];
                for (const storage of [null, undefined, {}, { getItem: full, setItem: full },
                  { getItem: () => JSON.stringify({ session: "old", outbox: [{ id: "o", text: "Old", time: 1 }] }), setItem: full }]) {
                  const h = make({ session: null, storage, answers: [[201, { session_id: "new" }, {}]] });
                  h.client.start(); await h.settle();
                  h.sockets[0].admits();
                  h.client.send("Hello");
                  for (const { client_message_id } of h.sockets[0].said) {
                    h.sockets[0].says({ type: "ack", client_message_id, sequence: h.client.messages.length });
                  }
                  h.sockets[0].ends(1006); h.clock.pass(0); h.sockets[1].admits();
                  results.push([h.requests, h.sockets[0].said.map((f) => f.text).join(), h.sockets[1].said.length]);
                }
                return results;""")).isEqualTo(List.of(List.of(1, "Hello", 0), List.of(1, "Hello", 0),
                List.of(1, "Hello", 0), List.of(1, "Hello", 0), List.of(0, "Old,Hello", 0)));
    }

    @Test
    void whatWasWrittenStaysInItsConversation_whenThePageChoosesAnother() {
        assertThat(script.run("""
                const h = make({ session: "first" }); h.client.start();
                h.client.send("For the first alone"); h.client.stop();
                const texts = (session) => {
                  const other = make({ session, stored: h.stored });
                  other.client.start(); other.sockets[0]?.admits();
                  return other.client.messages.map((m) => m.text).join();
                };
                return [texts("second"), texts(null), texts("first")];"""))
                .isEqualTo(List.of("", "", "For the first alone"));
    }
}
