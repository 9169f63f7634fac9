package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BiConsumer;

/** A shop whose chat is answered by a server of the test's own; a picture of what is seen there is left in target/widget. */
final class WidgetStage implements AutoCloseable {
    static final String MIA_IS_THERE = ",\"agents\":1,\"conversation\":\"open\"";
    static final String NOBODY_IS_THERE = ",\"agents\":0,\"conversation\":\"new\"";
    static final String[] TALK = {FakeChat.message(1, "visitor", "", "Does the Alva dim?"),
            FakeChat.message(2, "agent", "Mia",
                    "It does: touch the foot for three steps, or keep your hand there to dim it all the way."),
            FakeChat.message(3, "visitor", "", "And which bulb do I need?")};

    private static final Path PICTURES = Path.of("target", "widget");

    private final Browser browser;
    private final Shop shop = Shop.open();

    WidgetStage(Browser browser) {
        this.browser = browser;
    }

    String url(String path) {
        return shop.url(path);
    }

    /** Opens product 11, and the chat where it is closed. */
    void openPage(ChatWindow chat) {
        chat.page.navigate(shop.url("/products/11"));
        if (chat.launcher().isVisible()) {
            chat.launcher().click();
        }
        assertThat(chat.part("panel")).isVisible();
    }

    void visit(Screen screen, String state, BiConsumer<FakeChat, ChatWindow> visit) {
        try (BrowserContext context = browser.newContext(screen.context())) {
            context.addInitScript("""
                    localStorage["doorstep:11"] ??= JSON.stringify({ session: "s1", own: ["m1", "m3"] });""");
            ChatWindow chat = new ChatWindow(context.newPage());
            visit.accept(new FakeChat(context), chat);
            Accessibility.check(chat.page);
            String name = state + "-" + screen.name().toLowerCase(Locale.ROOT) + ".png";
            chat.page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name)));
        }
    }

    @Override
    public void close() {
        shop.close();
    }
}
