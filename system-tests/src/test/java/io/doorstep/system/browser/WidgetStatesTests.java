package io.doorstep.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a visitor sees in each state of the chat, on a desktop and on a phone; a picture of each is left in target/widget. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WidgetStatesTests {
    private static final Path PICTURES = Path.of("target", "widget");
    private static final Pattern COUNTDOWN = Pattern.compile("Trying again in \\d+ s\\.");
    private static final String NOBODY = "Nobody is at the desk right now. "
            + "What you write waits and is answered here: leave this page open or come back.";
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
    private static final String MIA_IS_THERE = ",\"agents\":1,\"conversation\":\"open\"";
    private static final String NOBODY_IS_THERE = ",\"agents\":0,\"conversation\":\"new\"";
    private static final String[] TALK = {FakeChat.message(1, "visitor", "", "Does the Alva dim?"),
            FakeChat.message(2, "agent", "Mia",
                    "It does: touch the foot for three steps, or keep your hand there to dim it all the way."),
            FakeChat.message(3, "visitor", "", "And which bulb do I need?")};

    private final Browser browser;
    private final Shop shop;

    WidgetStatesTests(Browser browser) {
        this.browser = browser;
        shop = Shop.open();
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void launcherIsAllThereIs_whenTheChatIsClosed(Screen screen) {
        visit(screen, "closed", (server, chat) -> {
            server.admits(MIA_IS_THERE);
            openPage(chat);
            chat.input().press("Escape");
            assertThat(chat.launcher()).isVisible();
            server.says(FakeChat.message(1, "agent", "Mia", "Can I help?"));
            assertThat(chat.part("badge")).hasText("1");
            assertThat(chat.launcher()).hasAttribute("aria-label", "Chat with us, 1 unread");
            assertThat(chat.launcher()).isFocused();
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void visitorReadsConnecting_whenTheServerHasNotAnswered(Screen screen) {
        visit(screen, "connecting", (server, chat) -> {
            openPage(chat);
            assertThat(chat.state()).hasText("Connecting …");
            assertThat(chat.input()).isEnabled();
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void visitorReadsOnline_whenSomebodyIsAtTheDesk(Screen screen) {
        visit(screen, "connected", (server, chat) -> {
            server.admits(",\"agents\":2,\"conversation\":\"new\"");
            openPage(chat);
            assertThat(chat.state()).hasText("Online");
            assertThat(chat.part("empty")).hasText("Ask anything about this product. A person answers.");
            assertThat(chat.part("desk")).isHidden();
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void talkIsInOrderWithTheAgentsName_whenMiaAnswers(Screen screen) {
        visit(screen, "conversation", (server, chat) -> {
            server.admits(MIA_IS_THERE).remembers(true, TALK);
            openPage(chat);
            chat.say("Thank you!");
            server.says("{\"type\":\"typing\",\"connection_id\":\"d\",\"author\":\"agent\",\"author_name\":\"Mia\"}");
            assertThat(chat.messages()).hasCount(4);
            assertThat(chat.messages().first()).hasClass("mine");
            assertThat(chat.messages().nth(1).locator(".meta")).hasText("Mia · 09:02");
            assertThat(chat.messages().last()).hasAttribute("data-status", "sent");
            assertThat(chat.part("typing")).hasText("Mia is typing …");
        });
    }

    @Test
    void markupIsShownAsText_whenNamesAndMessagesHaveIt() {
        visit(Screen.DESKTOP, "markup", (server, chat) -> {
            server.admits(MIA_IS_THERE).remembers(true, FakeChat.message(1, "agent", "<i>Mia</i>", "<b>Bold</b>"));
            openPage(chat);
            assertThat(chat.messages().first().locator(".bubble")).hasText("<b>Bold</b>");
            assertThat(chat.messages().first().locator(".meta")).hasText("<i>Mia</i> · 09:01");
            server.says("{\"type\":\"typing\",\"author\":\"agent\",\"author_name\":\"<i>Mia</i>\"}");
            assertThat(chat.part("typing")).hasText("<i>Mia</i> is typing …");
            server.says("{\"type\":\"closed\",\"sequence\":2,\"author_name\":\"<i>Mia</i>\"}");
            assertThat(chat.part("closed"))
                    .hasText("<i>Mia</i> closed this conversation. Write to open it again.");
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void visitorReadsThatTheMessageWaits_whenNobodyIsAtTheDesk(Screen screen) {
        visit(screen, "nobody", (server, chat) -> {
            server.admits(NOBODY_IS_THERE);
            openPage(chat);
            chat.say("Does it dim?");
            assertThat(chat.state()).hasText("Connected");
            assertThat(chat.part("desk")).hasText(NOBODY);
            assertThat(chat.spoken().last()).hasText(NOBODY);
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void visitorReadsThatSomebodyHasCome_whenTheDeskWasEmpty(Screen screen) {
        visit(screen, "somebody", (server, chat) -> {
            server.admits(NOBODY_IS_THERE);
            openPage(chat);
            assertThat(chat.part("desk")).hasText(NOBODY);
            server.says("{\"type\":\"presence\",\"connections\":1,\"agents\":1}");
            assertThat(chat.part("desk")).hasText("Somebody is at the desk now.");
            assertThat(chat.spoken().last()).hasText("Somebody is at the desk now.");
            assertThat(chat.state()).hasText("Online");
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void messageIsShownAsReceived_whenItIsNotDeliveredYet(Screen screen) {
        visit(screen, "pending", (server, chat) -> {
            server.admits(MIA_IS_THERE).remembers(true, TALK)
                    .answers("{\"type\":\"ack\",\"client_message_id\":\"%s\",\"pending\":true}");
            openPage(chat);
            chat.say("Thank you!");
            assertThat(chat.messages().last().locator(".meta")).hasText("Received, not yet delivered");
            assertThat(chat.messages().last()).hasAttribute("data-status", "pending");
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void visitorReadsWhoClosedAndHowToOpenAgain_whenTheConversationIsClosed(Screen screen) {
        visit(screen, "conversation-closed", (server, chat) -> {
            server.admits(MIA_IS_THERE).remembers(true, TALK);
            openPage(chat);
            assertThat(chat.messages()).hasCount(3);
            server.says(
                    "{\"type\":\"closed\",\"sequence\":4,\"author_name\":\"Mia\",\"time\":\"2026-03-02T09:05:00Z\"}");
            assertThat(chat.part("closed")).hasText("Mia closed this conversation. Write to open it again.");
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void visitorReadsThatOlderMessagesAreGone_whenTheHistoryIsNotComplete(Screen screen) {
        visit(screen, "older-gone", (server, chat) -> {
            server.admits(MIA_IS_THERE).remembers(false, TALK);
            openPage(chat);
            assertThat(chat.part("older")).hasText("Older messages are no longer kept.");
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void visitorReadsWhyAndCountsDown_whenTheWaitIsKnown(Screen screen) {
        visit(screen, "waiting", (server, chat) -> {
            server.refuses("RATE_LIMIT_EXCEEDED", ",\"retry_after_ms\":42000,\"reconnect\":true");
            openPage(chat);
            chat.say("I can wait");
            assertThat(chat.state()).hasText("Waiting");
            assertThat(chat.reason()).hasText("Too many connections from your network.");
            assertThat(chat.countdown()).hasText(COUNTDOWN);
            assertThat(chat.messages().last().locator(".meta")).hasText("Not sent yet");
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void messagesAreKeptAndSentLater_whenTheBrowserIsOffline(Screen screen) {
        visit(screen, "offline", (server, chat) -> {
            server.admits(MIA_IS_THERE).remembers(true, TALK);
            openPage(chat);
            chat.awaitConnected();
            chat.page.context().setOffline(true);
            server.loses(chat.page);
            chat.say("Written in a tunnel");
            assertThat(chat.state()).hasText("Offline");
            assertThat(chat.reason()).hasText(
                    "You are offline. What you write is kept, and sent when you are back.");
            assertThat(chat.messages().last().locator(".meta")).hasText("Not sent yet");
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void visitorReadsWhyInPlainWords_whenRefusedForGood(Screen screen) {
        visit(screen, "refused", (server, chat) -> {
            server.refuses("ORIGIN_NOT_ALLOWED", ",\"retry_after_ms\":0,\"reconnect\":false");
            openPage(chat);
            assertThat(chat.state()).hasText("Not available");
            assertThat(chat.reason()).hasText("This website is not allowed to use the chat.");
            assertThat(chat.input()).isDisabled();
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void messageWaitsInView_whenWrittenTooFast(Screen screen) {
        visit(screen, "too-fast", (server, chat) -> {
            server.admits(MIA_IS_THERE).remembers(true, TALK).answers("""
                    {"type":"error","code":"MESSAGE_RATE_LIMIT_EXCEEDED","client_message_id":"%s","retry_after_ms":20000,\
                    "reconnect":true}""");
            openPage(chat);
            chat.say("And the shade?");
            assertThat(chat.messages().last().locator(".meta")).hasText(Pattern.compile(
                    "Not sent yet\\. You are writing faster than the chat can take\\. Sending again in \\d+ s\\."));
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void roomThatIsLeftIsShown_whenAMessageIsLong(Screen screen) {
        visit(screen, "long", (server, chat) -> {
            server.admits(MIA_IS_THERE);
            openPage(chat);
            chat.input().fill("word ".repeat(700));
            assertThat(chat.part("room")).isHidden();
            chat.input().fill("word ".repeat(780));
            assertThat(chat.part("room")).hasText("100 characters left");
            assertThat(chat.spoken().first()).hasText("100 characters left");
            assertThat(chat.input()).isInViewport();
        });
    }

    @Test
    void draftAndUnsentMessagesAreThere_whenThePageIsReloaded() {
        visit(Screen.PHONE, "reloaded", (server, chat) -> {
            openPage(chat);
            chat.say("Written before");
            chat.input().fill("Half a thou");
            chat.page.reload();
            assertThat(chat.input()).hasValue("Half a thou");
            assertThat(chat.messages().locator(".bubble")).hasText(new String[]{"Written before"});
            server.admits(MIA_IS_THERE);
            chat.page.reload();
            assertThat(chat.messages().last()).hasAttribute("data-status", "sent");
        });
    }

    @Test
    void chatFillsTheScreen_whenItIsOpenOnAPhone() {
        visit(Screen.PHONE, "phone", (server, chat) -> {
            server.admits(MIA_IS_THERE).remembers(true, TALK);
            openPage(chat);
            var panel = chat.part("panel").boundingBox();
            assertThat(List.of(panel.x, panel.y, panel.width, panel.height))
                    .usingElementComparator(Comparator.comparingLong(Math::round))
                    .containsExactly(0.0, 0.0, 375.0, 700.0);
            assertThat(chat.input()).isInViewport();
        });
    }

    @Test
    void everythingIsReachedInOrder_whenOnlyTheKeyboardIsUsed() {
        visit(Screen.PHONE, "keyboard", (server, chat) -> {
            server.admits(MIA_IS_THERE).remembers(true, TALK);
            chat.page.navigate(shop.url("/products/11"));
            chat.launcher().focus();
            chat.page.keyboard().press("Enter");
            assertThat(chat.input()).isFocused();
            chat.page.keyboard().press("Tab");
            assertThat(chat.part("send")).isFocused();
            for (String before : new String[]{"textarea", ".log", "button.icon:not(.send)"}) {
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
        visit(screen, "dark", (server, chat) -> {
            server.admits(NOBODY_IS_THERE).remembers(true, TALK);
            chat.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            openPage(chat);
            chat.page.evaluate("() => document.querySelector('doorstep-chat').setAttribute('theme', 'auto')");
            assertThat(chat.messages()).hasCount(3);
            assertThat(chat.part("panel")).hasCSS("background-color", "rgb(28, 31, 30)");
        });
    }

    @Test
    void chatLooksTheSame_whenThePageHasRulesForEverything() {
        visit(Screen.DESKTOP, "hostile", (server, chat) -> {
            server.admits(MIA_IS_THERE).remembers(true, TALK);
            openPage(chat);
            assertThat(chat.messages()).hasCount(3);
            Object before = chat.page.evaluate(LOOKS);
            chat.page.evaluate(HOSTILE);
            org.assertj.core.api.Assertions.assertThat(chat.page.evaluate(LOOKS)).isEqualTo(before);
            chat.page.evaluate("() => document.adoptedStyleSheets.length = 0");
        });
    }

    @Test
    void rightToLeftTextIsShownAndWrittenSo_whateverThePagesDirection() {
        visit(Screen.DESKTOP, "right-to-left", (server, chat) -> {
            server.admits(MIA_IS_THERE).remembers(true, TALK[0],
                    FakeChat.message(2, "agent", "Mia", "هل هذا المصباح مناسب؟"));
            openPage(chat);
            assertThat(chat.messages()).hasCount(2);
            chat.input().fill("هل");
            assertThat(chat.messages().first().locator(".bubble")).hasCSS("direction", "ltr");
            assertThat(chat.messages().last().locator(".bubble")).hasCSS("direction", "rtl");
            assertThat(chat.input()).hasCSS("direction", "rtl");
        });
    }

    @Test
    void panelRises_onlyWhereMovementIsWelcome() {
        visit(Screen.DESKTOP, "still", (server, chat) -> {
            server.admits(MIA_IS_THERE);
            openPage(chat);
            assertThat(chat.part("panel")).hasCSS("animation-name", "none");
            chat.page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
            assertThat(chat.part("panel")).hasCSS("animation-name", "rise");
            chat.page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        });
    }

    /** Opens product 11, and the chat where it is closed. */
    private void openPage(ChatWindow chat) {
        chat.page.navigate(shop.url("/products/11"));
        if (chat.launcher().isVisible()) {
            chat.launcher().click();
        }
        assertThat(chat.part("panel")).isVisible();
    }

    private void visit(Screen screen, String state, BiConsumer<FakeChat, ChatWindow> visit) {
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
}
