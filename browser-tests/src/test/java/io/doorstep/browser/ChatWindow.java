package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The chat on a product page as a visitor sees it. */
final class ChatWindow {
    final Page page;

    ChatWindow(Page page) {
        this.page = page;
    }

    /** Opens the page of product 11, and the chat where the page leaves it closed. */
    static ChatWindow open(BrowserContext context, Shop shop) {
        Page page = context.newPage();
        page.navigate(shop.url("/products/11"));
        return new ChatWindow(page);
    }

    Locator state() {
        return page.locator("doorstep-chat .state");
    }

    Locator reason() {
        return page.locator("doorstep-chat #reason");
    }

    Locator countdown() {
        return page.locator("doorstep-chat .countdown");
    }

    Locator tryNow() {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try now"));
    }

    Locator input() {
        return page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true));
    }

    Locator messages() {
        return page.getByRole(AriaRole.LOG).getByRole(AriaRole.LISTITEM);
    }

    void awaitConnected() {
        assertThat(page.locator("doorstep-chat .panel")).hasAttribute("data-state", "connected");
    }

    Locator launcher() {
        return page.locator("doorstep-chat .launcher");
    }

    Locator part(String name) {
        return page.locator("doorstep-chat ." + name);
    }

    /** What a screen reader is told, by the two live regions for the connection and for the desk. */
    Locator spoken() {
        return page.locator("doorstep-chat [role=status]");
    }

    ChatWindow say(String text) {
        input().fill(text);
        input().press("Enter");
        return this;
    }

    String sessionId() {
        return (String) page.evaluate("() => document.querySelector('doorstep-chat').client.sessionId");
    }
}
