package io.doorstep.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;

/**
 * {@code doorstep-client.js} in a page, with time, chance, network and server in the hands of a script: {@code make()} gives
 * {@code client}, {@code clock}, {@code sockets} and what the client stored, asked and sent.
 */
final class ClientScript implements AutoCloseable {
    private static final String HARNESS = """
            async () => {
              const { DoorstepClient } = await import("/doorstep-client.js");
              window.make = ({ random = () => 0, session = "s1", answers = [], stored = {}, ...more } = {}) => {
                const clock = {
                  time: 1_000_000, set: 0, timers: new Map(), last: 0,
                  now() { return this.time + this.set; },
                  monotonic() { return this.time; },
                  setTimeout(task, ms) { this.timers.set(++this.last, { at: this.time + ms, task }); return this.last; },
                  clearTimeout(id) { this.timers.delete(id); },
                  pass(ms) {
                    const end = this.time + ms;
                    for (;;) {
                      const due = [...this.timers].filter(([, t]) => t.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
                      if (!due) break;
                      this.timers.delete(due[0]);
                      this.time = Math.max(this.time, due[1].at);
                      due[1].task();
                    }
                    this.time = end;
                  },
                };
                const sockets = [];
                class FakeSocket {
                  readyState = 1;
                  sent = [];
                  pings = 0;
                  answers = true;
                  constructor(url) { this.url = url; sockets.push(this); }
                  send(text) {
                    const frame = JSON.parse(text);
                    if (frame.type !== "ping") { this.sent.push(frame); return; }
                    this.pings += 1;
                    if (this.answers) this.says({ type: "pong" });
                  }
                  close() { this.readyState = 3; }
                  says(frame) { this.onmessage?.({ data: JSON.stringify(frame) }); }
                  ends(code, reason = "") { this.readyState = 3; this.onclose?.({ code, reason }); }
                  admits(more = {}, history = {}) {
                    this.says({ type: "connected", connection_id: "c", limits: {}, last_sequence: -1, ...more });
                    this.says({ type: "history", messages: [], complete: true, ...history });
                  }
                  get said() { return this.sent.filter((f) => f.type === "message"); }
                  rejects(code, more = {}) {
                    this.says({ type: "error", code, reconnect: true, retry_after_ms: 0, scope: "client", ...more });
                    this.ends(1008, code);
                  }
                }
                const h = { clock, sockets, requests: 0, tokens: [], online: true, hidden: false, page: new EventTarget(), stored };
                const storage = "storage" in more ? more.storage
                  : { getItem: (k) => stored[k] ?? null, setItem: (k, v) => { stored[k] = v; } };
                const fetch = async (_, asked) => {
                  h.tokens.push(asked.headers.Authorization ?? null);
                  const answer = answers[Math.min(h.requests++, answers.length - 1)];
                  const [status, body, headers] = await answer;
                  return { ok: status < 300, status, headers: new Headers(headers), json: async () => body };
                };
                h.reload = () => new DoorstepClient({ productId: "11", baseUrl: "http://chat.test", sessionId: session,
                  storage, clock, random, WebSocket: FakeSocket, fetch, page: h.page, isOnline: () => h.online,
                  isHidden: () => h.hidden, token: more.token, getToken: more.getToken });
                h.client = h.reload();
                h.waits = () => h.client.retryAt - clock.now();
                h.turn = (kind, value) => {
                  h[kind] = value;
                  h.page.dispatchEvent(new Event(kind === "hidden" ? "visibilitychange" : value ? "online" : "offline"));
                };
                h.settle = () => new Promise((done) => setTimeout(done, 0));
                return h;
              };
            }""";

    private final Shop shop = Shop.open();
    private final BrowserContext context;
    private final Page page;

    ClientScript(Browser browser) {
        context = browser.newContext();
        page = context.newPage();
        String blank = shop.url("/blank");
        page.route(blank, route -> route.fulfill(
                new Route.FulfillOptions().setContentType("text/html").setBody("<!doctype html><title>blank</title>")));
        page.navigate(blank);
        page.evaluate(HARNESS);
    }

    /** A blank page of the shop's, from which the module can be loaded. */
    Page page() {
        return page;
    }

    /** The value that the body of an async function returns. */
    Object run(String body) {
        return page.evaluate("async () => {" + body + "}");
    }

    @Override
    public void close() {
        context.close();
        shop.close();
    }
}
