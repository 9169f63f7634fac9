package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The key that ends a composition, as in Japanese or Chinese, sends nothing and closes nothing, in whatever order it comes. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompositionTests {
    private static final String HALF = "これは";
    /** Safari: the composition is over before its key comes, and only the key's code says whose it was. */
    private static final String SAFARI = """
            (input, key) => {
              input.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
              input.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: input.value }));
              input.dispatchEvent(new KeyboardEvent("keydown", { key, keyCode: 229, bubbles: true, cancelable: true, composed: true }));
            }""";
    /** Chromium and Firefox: the key comes first. */
    private static final String CHROMIUM = """
            (input, key) => {
              input.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
              input.dispatchEvent(new KeyboardEvent("keydown", { key, keyCode: 229, isComposing: true, bubbles: true,
                cancelable: true, composed: true }));
              input.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: input.value }));
            }""";

    private final Browser browser;
    private final WidgetStage widget;

    CompositionTests(Browser browser) {
        this.browser = browser;
        this.widget = new WidgetStage(browser);
    }

    @AfterAll
    void close() {
        widget.close();
    }

    @Test
    void composedTextStays_whenAVisitorEndsAComposition() {
        widget.visit(Screen.DESKTOP, "composed", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE);
            widget.openPage(chat);
            chat.awaitConnected();
            composes(chat.input());
            assertThat(chat.messages()).hasCount(0);
            chat.input().evaluate(SAFARI, "Escape");
            assertThat(chat.part("panel")).isVisible();
            chat.input().press("Enter");
            assertThat(chat.messages().locator(".bubble")).hasText(new String[]{HALF});
        });
    }

    @Test
    void composedTextStays_whenAnAgentEndsAComposition() {
        try (DeskStage stage = new DeskStage(browser)) {
            stage.visit(desk -> {
                stage.openEleven(desk);
                composes(desk.composer());
                assertThat(desk.ask("server.sent('message').length")).isEqualTo(0);
                desk.composer().press("Enter");
                assertThat(desk.ask("server.sent('message').map(({ text }) => text).join()")).isEqualTo(HALF);
            });
        }
    }

    private static void composes(Locator input) {
        input.fill(HALF);
        for (String order : new String[]{SAFARI, CHROMIUM}) {
            input.evaluate(order, "Enter");
            assertThat(input).hasValue(HALF);
        }
    }
}
