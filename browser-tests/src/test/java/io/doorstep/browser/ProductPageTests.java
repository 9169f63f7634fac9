package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ChromiumExtension.class)
class ProductPageTests {
    private static final Pattern COUNTDOWN = Pattern.compile("Trying again in \\d+ (s|min)\\.");

    @Test
    void visitorSeesProductAndConnectedChat_whenPageIsOpened(Browser browser) {
        try (Shop shop = Shop.open(); BrowserContext context = browser.newContext()) {
            List<String> complaints = new ArrayList<>();
            context.onWebError(error -> complaints.add(error.error()));
            ChatWindow chat = ChatWindow.open(context, shop);
            chat.awaitConnected();
            assertThat(chat.page.locator("h1")).hasText("Alva table lamp");
            assertThat(chat.reason()).isHidden();
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void visitorFindsEachProductWithItsDrawing_whenTheShopIsEntered(Browser browser) {
        try (Shop shop = Shop.open("doorstep.limits.session-creation.limit=100");
                BrowserContext context = browser.newContext()) {
            List<String> complaints = new ArrayList<>();
            context.onWebError(error -> complaints.add(error.error()));
            Page page = context.newPage();
            page.navigate(shop.url("/"));
            assertThat(page).hasURL(shop.url("/products"));
            List<String> names = page.locator(".catalogue .name").allTextContents();
            assertThat(names).hasSize(7).doesNotHaveDuplicates();
            for (String name : names) {
                page.locator(".catalogue a", new Page.LocatorOptions().setHas(
                        page.getByText(name, new Page.GetByTextOptions().setExact(true)))).click();
                assertThat(page.locator("h1")).hasText(name);
                assertThat(page.locator("figure img")).hasAttribute("alt", Pattern.compile(".+"));
                page.waitForFunction("() => document.querySelector('figure img').naturalWidth > 0");
                page.getByText("All products").click();
            }
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void visitorFindsTheWayBack_whenThereIsNoSuchProduct(Browser browser) {
        try (Shop shop = Shop.open(); BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            Response answer = page.navigate(shop.url("/products/9"));
            assertThat(answer.status()).isEqualTo(404);
            assertThat(page.locator("h1")).hasText("We don’t have this");
            Accessibility.check(page);
            page.getByText("See all products").click();
            assertThat(page).hasURL(shop.url("/products"));
        }
    }

    @Test
    void visitorReadsReasonAndCountdown_whenConnectionRateIsReached(Browser browser) {
        try (Shop shop = Shop.open("doorstep.limits.connection-rate.limit=1");
                BrowserContext first = browser.newContext();
                BrowserContext second = browser.newContext()) {
            ChatWindow.open(first, shop).awaitConnected();
            ChatWindow refused = ChatWindow.open(second, shop);
            assertThat(refused.reason()).hasText("Too many connections from your network.");
            assertThat(refused.countdown()).hasText(COUNTDOWN);
            assertThat(refused.state()).hasText("Waiting");
        }
    }

    @Test
    void chatConnectsByItself_whenTheWaitIsOver(Browser browser) {
        try (Shop shop = Shop.open("doorstep.limits.connection-rate.limit=1",
                "doorstep.limits.connection-rate.window=3s");
                BrowserContext first = browser.newContext();
                BrowserContext second = browser.newContext()) {
            ChatWindow.open(first, shop).awaitConnected();
            ChatWindow refused = ChatWindow.open(second, shop);
            assertThat(refused.reason()).hasText("Too many connections from your network.");
            refused.awaitConnected();
            assertThat(refused.reason()).isHidden();
        }
    }

    @Test
    void sessionIsTheSame_whenPageIsReloaded(Browser browser) {
        try (Shop shop = Shop.open(); BrowserContext context = browser.newContext()) {
            ChatWindow chat = ChatWindow.open(context, shop);
            chat.awaitConnected();
            String before = chat.sessionId();
            chat.page.reload();
            chat.awaitConnected();
            assertThat(chat.sessionId()).isEqualTo(before);
        }
    }

    @Test
    void visitorReadsWhyAndIsNotConnected_whenNoMoreSessionsMayBeCreated(Browser browser) {
        try (Shop shop = Shop.open("doorstep.limits.session-creation.limit=1");
                BrowserContext first = browser.newContext();
                BrowserContext second = browser.newContext()) {
            ChatWindow.open(first, shop).awaitConnected();
            ChatWindow refused = ChatWindow.open(second, shop);
            assertThat(refused.reason()).hasText("Too many new chats from your network.");
            assertThat(refused.countdown()).hasText(COUNTDOWN);
        }
    }

    @Test
    void visitorReadsThatTheWebsiteMayNotUseTheChat_whenItsOriginIsNotAllowed(Browser browser) {
        try (Shop shop = Shop.open();
                BrowserContext context = browser.newContext(new Browser.NewContextOptions().setBypassCSP(true))) {
            Page page = context.newPage();
            page.navigate(shop.url("/products/11").replace("127.0.0.1", "localhost"));
            page.evaluate("""
                    (host) => {
                      const chat = document.createElement("doorstep-chat");
                      chat.setAttribute("product-id", "12");
                      chat.setAttribute("base-url", host);
                      document.querySelector("doorstep-chat").replaceWith(chat);
                    }""", shop.url(""));
            assertThat(new ChatWindow(page).reason()).hasText("This website is not allowed to use the chat.");
            assertThat(new ChatWindow(page).state()).hasText("Not available");
        }
    }

    @Test
    void chatStaysAway_whenRefusedForGood(Browser browser) {
        try (Shop shop = Shop.open(); BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.clock().install();
            page.navigate(shop.url("/products/11"));
            new ChatWindow(page).awaitConnected();
            List<WebSocket> sockets = new ArrayList<>();
            page.onWebSocket(sockets::add);
            page.evaluate("""
                    () => {
                      localStorage.setItem("doorstep:no such product", JSON.stringify({ session: "s1" }));
                      const chat = document.createElement("doorstep-chat");
                      chat.setAttribute("product-id", "no such product");
                      document.querySelector("doorstep-chat").replaceWith(chat);
                    }""");
            assertThat(new ChatWindow(page).reason()).hasText("There is no chat for this product.");
            page.clock().fastForward("30:00");
            assertThat(new ChatWindow(page).state()).hasText("Not available");
            assertThat(new ChatWindow(page).input()).isDisabled();
            assertThat(sockets).hasSize(1);
        }
    }
}
