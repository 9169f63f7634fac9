package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The modules of the client that need no page, each by itself, as a browser loads them where nothing has joined them. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModuleTests {
    private final ModulePage modules;

    ModuleTests(Browser browser) {
        modules = new ModulePage(browser);
    }

    @AfterAll
    void close() {
        modules.close();
    }

    /** What an expression is, with the exports of a module in its scope as {@code m} and these arguments as {@code a}. */
    private Object ask(String module, String expression, Object... arguments) {
        return modules.page().evaluate(
                "async ([module, a]) => { const m = await import(module); return " + expression + "; }",
                List.of("/" + module, List.of(arguments)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # attempt, least, most
            0        , 0    , 999
            1        , 0    , 1999
            2        , 0    , 3999
            4        , 0    , 15999
            5        , 0    , 29999
            20       , 0    , 29999
            """)
    void backoffIsRandomWithinItsSpread(int attempt, int least, int most) {
        for (double random : List.of(0.0, 0.9999999)) {
            Object wait = ask("shared/backoff.js", """
                    (() => {
                      const backoff = new m.Backoff(() => a[1]);
                      for (let i = 0; i < a[0]; i++) backoff.next();
                      return Math.abs(Math.floor(backoff.next()));
                    })()""", attempt, random);
            assertThat(wait).isEqualTo(random == 0 ? least : most);
        }
    }

    @Test
    void backoffStartsOver_afterAConnectionThatLasted() {
        assertThat(ask("shared/backoff.js", """
                (() => {
                  const backoff = new m.Backoff(() => 0.5);
                  const waits = [backoff.next(), backoff.next(), backoff.next()];
                  backoff.startOver();
                  return [...waits, backoff.next(), backoff.afterOutage(), m.isStable(4_999), m.isStable(5_000)];
                })()""")).isEqualTo(List.of(500, 1000, 2000, 500, 500, false, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            # close                         | code                | wait
            RATE_LIMIT_EXCEEDED;retry=12    | RATE_LIMIT_EXCEEDED | 12000
            SERVER_DRAINING                 | SERVER_DRAINING     | 0
            POOL_FULL;retry=                | null                | null
            going away                      | null                | null
            ''                              | null                | null
            <b>X</b>;retry=1                | null                | null
            """)
    void closeIsRead(String close, String code, Integer wait) {
        assertThat(ask("shared/reasons.js", "m.readClose(a[0])?.code ?? null", close)).isEqualTo(code);
        assertThat(ask("shared/reasons.js", "m.readClose(a[0])?.retry_after_ms ?? null", close))
                .isEqualTo(wait);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # error                                                            | final | wait | text
            {"code":"RATE_LIMIT_EXCEEDED","retry_after_ms":1500,"reconnect":true} | false | 1500 | Too many connections from your network.
            {"code":"CONNECTION_LIMIT_EXCEEDED","scope":"client"}              | false | 0    | Too many chats are open from your network.
            {"code":"CONNECTION_LIMIT_EXCEEDED","scope":"instance"}            | false | 0    | The chat is full right now.
            {"code":"INVALID_MESSAGE"}                                         | false | 0    | The chat could not read this message.
            {"code":"INVALID_MESSAGE","retry_after_ms":5000}                   | false | 5000 | The chat can’t keep messages right now.
            {"code":"ORIGIN_NOT_ALLOWED"}                                      | true  | 0    | This website is not allowed to use the chat.
            {"code":"ORIGIN_NOT_ALLOWED","reconnect":true}                     | false | 0    | This website is not allowed to use the chat.
            {"code":"NEW","message":"Of a newer server.","reconnect":false}    | true  | 0    | Of a newer server.
            {"code":"NEW","message":5}                                         | false | 0    | The chat refused this connection.
            {"code":"toString","retry_after_ms":-3}                            | false | 0    | The chat refused this connection.
            {"code":"NEW","retry_after_ms":"soon","reconnect":null}            | false | 0    | The chat refused this connection.
            {"code":"NEW","retry_after_ms":1e300}                              | false | 0    | The chat refused this connection.
            """)
    void reasonIsMadeOfAnError(String error, boolean isFinal, int wait, String text) {
        assertThat(ask("shared/reasons.js", """
                (() => {
                  const error = JSON.parse(a[0]);
                  const { final, retryAfterMs, text } = m.reasonsIn(m.REASONS)(error.code, error);
                  return [final, retryAfterMs, text];
                })()""", error)).isEqualTo(List.of(isFinal, wait, text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # Retry-After                    | wait
            0                                | 0
            7                                | 7000
            007                              | 7000
            ' 7 '                            | 7000
            1036800                          | 1036800000
            Thu, 01 Jan 1970 00:01:00 GMT    | 50000
            Thursday, 01-Jan-70 00:01:00 GMT | 50000
            Thu Jan  1 00:01:00 1970         | 50000
            Thu, 01 Jan 1970 00:00:05 GMT    | 0
            Wed, 31 Dec 1969 00:00:00 GMT    | 0
            Fri, 01 Jan 2100 00:00:00 GMT    | 86400000
            -3                               | 0
            +3                               | 0
            -0                               | 0
            1.5                              | 0
            1e3                              | 0
            0x10                             | 0
            3, 4                             | 0
            7 seconds                        | 0
            2147484                          | 0
            99999999999999999999999999999999 | 0
            2100                             | 2100000
            2100-01-01                       | 0
            Jan 2100                         | 0
            Thu, 99 Foo 1970 99:99:99 GMT    | 0
            Infinity                         | 0
            NaN                              | 0
            null                             | 0
            soon                             | 0
            ''                               | 0
            """)
    void retryAfterIsRead_tenSecondsAfterTheEpoch(String header, int wait) {
        assertThat(ask("shared/reasons.js", "m.readRetryAfter(a[0], 10_000)", header)).isEqualTo(wait);
    }

    @Test
    void noWaitIsRead_whereRetryAfterIsAbsent() {
        assertThat(ask("shared/reasons.js", "m.readRetryAfter(null, 10_000)")).isEqualTo(0);
    }

    /** Steps: {@code +text} is written, {@code ok id} acknowledged, {@code no id} limited for a second, {@code pass} waits for that. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # steps                              | sent        | left
            +a,+b                                | a,b         | a:sending,b:sending
            +a,+b,ok-a                           | a,b         | b:sending
            +a,no-a,+b                           | a           | a:held,b:held
            +a,no-a,+b,pass                      | a,a         | a:sending,b:held
            +a,no-a,+b,pass,ok-a                 | a,a,b       | b:sending
            +a,no-a,+b,+c,pass,ok-a,ok-b         | a,a,b,c     | c:sending
            +a,no-a,pass,ok-a,+b,+c              | a,a,b,c     | b:sending,c:sending
            +a,+b,lost                           | a,b         | a:sending,b:sending
            +a,+b,lost,pump                      | a,b,a,b     | a:sending,b:sending
            +a,bad-a,+b                          | a,b         | b:sending
            +a,large                             | a           | ''
            """)
    void outboxSends(String steps, String sent, String left) {
        Object became = ask("client/outbox.js", """
                (() => {
                  let now = 0;
                  let due = null;
                  const sent = [];
                  const messages = new Map();
                  const outbox = new m.Outbox({
                    timers: { after: (name, ms, task) => { due = { at: now + ms, task }; }, cancel: () => { due = null; } },
                    monotonic: () => now,
                    isReady: () => true,
                    transmit: ({ id }) => sent.push(id) > 0,
                    onChange: () => {},
                    onRemoved: () => {},
                  });
                  for (const step of a[0].split(",")) {
                    const [what, id] = step.split("-");
                    const message = messages.get(id);
                    if (what.startsWith("+")) {
                      const own = { id: what.slice(1), mine: true, text: what, status: "sending" };
                      messages.set(own.id, own);
                      outbox.add(own);
                      outbox.pump();
                    } else if (what === "ok") {
                      outbox.received(message);
                      outbox.stored(message);
                      outbox.pump();
                    } else if (what === "no") outbox.refuse(id, { code: "MESSAGE_RATE_LIMIT_EXCEEDED", retryAfterMs: 1_000 });
                    else if (what === "bad") outbox.refuse(id, { code: "INVALID_MESSAGE", retryAfterMs: 0 });
                    else if (what === "large") outbox.failLargest({ code: "MESSAGE_TOO_LARGE", retryAfterMs: 0 });
                    else if (what === "lost") outbox.left();
                    else if (what === "pump") outbox.pump();
                    else {
                      now = due.at;
                      due.task();
                    }
                  }
                  return [sent.join(","), outbox.messages.map(({ id, status }) => `${id}:${status}`).join(",")];
                })()""", steps);
        assertThat(became).isEqualTo(List.of(sent, left));
    }

    @Test
    void pagesScripts_loadTheirModulesAlsoWhereNothingHasJoinedThem() {
        assertThat(ask("doorstep-client.js", "typeof m.DoorstepClient + customElements.get('doorstep-chat').name"))
                .isEqualTo("functionDoorstepChat");
    }
}
