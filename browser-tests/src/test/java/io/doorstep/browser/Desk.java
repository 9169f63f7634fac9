package io.doorstep.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The desk as a signed-in agent sees it. */
final class Desk {
    private static final String FAKE_SERVER = """
            window.server = {
              sockets: [],
              says(frame) { this.sockets.at(-1).onmessage?.({ data: JSON.stringify(frame) }); },
              ends(code, reason) { const socket = this.sockets.at(-1); socket.readyState = 3; socket.onclose?.({ code, reason }); },
              sent(type) { return this.sockets.flatMap((socket) => socket.sent).filter((frame) => frame.type === type); },
            };
            window.WebSocket = class {
              readyState = 1;
              sent = [];
              constructor(url) { this.url = url; server.sockets.push(this); }
              send(text) {
                const frame = JSON.parse(text);
                this.sent.push(frame);
                if (frame.type === "ping" && !server.silent) this.onmessage?.({ data: '{"type":"pong"}' });
              }
              close() { this.readyState = 3; }
            };
            """;

    final Page page;

    private Desk(Page page) {
        this.page = page;
    }

    /** With the server's side in the hands of the test; it has not said a word yet. */
    static Desk open(BrowserContext context, Shop shop, String name, String password) {
        context.addInitScript(FAKE_SERVER);
        Desk desk = signIn(context, shop, name, password);
        desk.page.waitForFunction("() => server.sockets.length > 0");
        return desk;
    }

    /** With the real server. */
    static Desk signIn(BrowserContext context, Shop shop, String name, String password) {
        return signInAt(context.newPage(), shop.url("/desk"), name, password);
    }

    static Desk signInAt(Page page, String url, String name, String password) {
        page.navigate(url);
        page.locator("#name").fill(name);
        page.locator("#password").fill(password);
        page.getByRole(AriaRole.BUTTON).click();
        page.waitForURL("**/desk");
        return new Desk(page);
    }

    /** Lets the server say these frames, each a script's object. */
    Desk hears(String... frames) {
        for (String frame : frames) {
            page.evaluate("() => server.says(" + frame + ")");
        }
        return this;
    }

    Object ask(String expression) {
        return page.evaluate("() => " + expression);
    }

    Locator conversations() {
        return page.locator("#list li");
    }

    Locator conversation(String product) {
        return page.locator("#list a[href^='#" + product + "/']");
    }

    /** Opens one, and waits until the server has been asked for it. */
    Desk choose(Locator conversation) {
        Object before = ask("server.sent('open').length");
        conversation.click();
        page.waitForFunction("(before) => server.sent('open').length > before", before);
        return this;
    }

    Locator messages() {
        return page.locator("#messages li");
    }

    Locator bubbles() {
        return messages().locator(".bubble");
    }

    Locator composer() {
        return page.getByLabel("Answer", new Page.GetByLabelOptions().setExact(true));
    }

    Desk say(String text) {
        composer().fill(text);
        composer().press("Enter");
        return this;
    }
}
