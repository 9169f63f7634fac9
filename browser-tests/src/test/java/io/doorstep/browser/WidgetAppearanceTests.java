package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the chat fits the page, the screen and the person it is shown to. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WidgetAppearanceTests {
    /** Rules as a page has them that resets or restyles all its elements. */
    private static final String HOSTILE = """
            () => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(`body * { box-sizing: content-box; margin: 20px; padding: 13px !important; position: relative;
                  font: 30px/3 monospace; letter-spacing: 4px; text-transform: uppercase; color: red !important; background: yellow;
                  border: 3px solid lime; text-align: center; float: left; max-width: 200px; cursor: help; }
                html { font-size: 31px; }
                body { word-spacing: 9px; white-space: pre; font-style: italic; text-indent: 40px; text-shadow: 2px 2px red;
                  font-variant: small-caps; list-style: square; word-break: break-all; -webkit-text-stroke: 1px blue; tab-size: 20; }
                .panel, .bubble, textarea, button, p, li, svg { display: block !important; width: 50px !important; }`);
              document.adoptedStyleSheets = [sheet];
            }""";
    /** The size and the style of everything in the chat. */
    private static final String LOOKS = """
            () => [...document.querySelector("doorstep-chat").shadowRoot.querySelectorAll(".panel, .panel *")].map((e) => {
              const { x, y, width, height } = e.getBoundingClientRect();
              const style = getComputedStyle(e);
              return [e.localName, x, y, width, height, ...["font", "color", "letterSpacing", "wordSpacing", "textTransform",
                "textIndent", "textShadow", "textAlign", "whiteSpace", "wordBreak", "listStyle", "cursor", "webkitTextStroke",
                "backgroundColor", "opacity"].map((name) => style[name])].join(" ");
            })""";

    private final WidgetStage stage;

    WidgetAppearanceTests(Browser browser) {
        stage = new WidgetStage(browser);
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void chatFillsTheScreen_whenItIsOpenOnAPhone() {
        stage.visit(Screen.PHONE, "phone", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE).remembers(true, WidgetStage.TALK);
            stage.openPage(chat);
            var panel = chat.part("panel").boundingBox();
            assertThat(List.of(panel.x, panel.y, panel.width, panel.height))
                    .usingElementComparator(Comparator.comparingLong(Math::round))
                    .containsExactly(0.0, 0.0, 375.0, 700.0);
            assertThat(chat.input()).isInViewport();
        });
    }

    /** WCAG 2.2, 1.4.10: a screen of 1280 x 1024 at 400 %. */
    @Test
    void talkCanBeReadAndAnswered_whenThePageIsZoomedFourfold() {
        stage.visit(Screen.DESKTOP, "zoomed", (server, chat) -> {
            server.admits(WidgetStage.NOBODY_IS_THERE).remembers(true, WidgetStage.TALK);
            chat.page.setViewportSize(320, 256);
            stage.openPage(chat);
            assertThat(chat.messages()).hasCount(3);
            assertThat(chat.part("log").boundingBox().height).isGreaterThan(90);
            assertThat(chat.input()).isInViewport();
            assertThat(chat.part("send")).isInViewport();
        });
    }

    @Test
    void everythingIsReachedInOrder_whenOnlyTheKeyboardIsUsed() {
        stage.visit(Screen.PHONE, "keyboard", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE).remembers(true, WidgetStage.TALK);
            chat.page.navigate(stage.url("/products/11"));
            chat.launcher().focus();
            chat.page.keyboard().press("Enter");
            assertThat(chat.input()).isFocused();
            chat.page.keyboard().press("Tab");
            assertThat(chat.part("send")).isFocused();
            for (String before : new String[]{"textarea", ".log", "button.close", "button.more"}) {
                chat.page.keyboard().press("Shift+Tab");
                assertThat(chat.page.locator("doorstep-chat " + before)).isFocused();
            }
            chat.page.keyboard().press("Escape");
            assertThat(chat.launcher()).isFocused();
            assertThat(chat.part("panel")).isHidden();
            chat.page.keyboard().press("Enter");
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void chatIsDark_whenTheSystemIsAndTheThemeIsAuto(Screen screen) {
        stage.visit(screen, "dark", (server, chat) -> {
            server.admits(WidgetStage.NOBODY_IS_THERE).remembers(true, WidgetStage.TALK);
            chat.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            stage.openPage(chat);
            chat.page.evaluate("() => document.querySelector('doorstep-chat').setAttribute('theme', 'auto')");
            assertThat(chat.messages()).hasCount(3);
            assertThat(chat.part("panel")).hasCSS("background-color", "rgb(28, 31, 30)");
        });
    }

    @Test
    void chatLooksTheSame_whenThePageHasRulesForEverything() {
        stage.visit(Screen.DESKTOP, "hostile", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE).remembers(true, WidgetStage.TALK);
            stage.openPage(chat);
            assertThat(chat.messages()).hasCount(3);
            Object before = chat.page.evaluate(LOOKS);
            chat.page.evaluate(HOSTILE);
            assertThat(chat.page.evaluate(LOOKS)).isEqualTo(before);
            chat.page.evaluate("() => document.adoptedStyleSheets.length = 0");
        });
    }

    @Test
    void rightToLeftTextIsShownAndWrittenSo_whateverThePagesDirection() {
        stage.visit(Screen.DESKTOP, "right-to-left", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE).remembers(true, WidgetStage.TALK[0],
                    FakeChat.message(2, "agent", "Mia", "هل هذا المصباح مناسب؟"));
            stage.openPage(chat);
            assertThat(chat.messages()).hasCount(2);
            chat.input().fill("هل");
            assertThat(chat.messages().first().locator(".bubble")).hasCSS("direction", "ltr");
            assertThat(chat.messages().last().locator(".bubble")).hasCSS("direction", "rtl");
            assertThat(chat.input()).hasCSS("direction", "rtl");
        });
    }

    @Test
    void panelRises_onlyWhereMovementIsWelcome() {
        stage.visit(Screen.DESKTOP, "still", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE);
            stage.openPage(chat);
            assertThat(chat.part("panel")).hasCSS("animation-name", "none");
            chat.page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
            assertThat(chat.part("panel")).hasCSS("animation-name", "rise");
            chat.page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        });
    }
}
