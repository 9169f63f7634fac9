package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
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
    private static final Pattern COUNTDOWN = Pattern.compile("Trying again in \\d+ secs?\\.");
    private static final String NOBODY = "Nobody is at the desk right now. "
            + "What you write waits and is answered here: leave this page open or come back.";
    private final WidgetStage stage;

    WidgetStatesTests(Browser browser) {
        stage = new WidgetStage(browser);
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void launcherIsAllThereIs_whenTheChatIsClosed(Screen screen) {
        stage.visit(screen, "closed", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE);
            stage.openPage(chat);
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
        stage.visit(screen, "connecting", (server, chat) -> {
            stage.openPage(chat);
            assertThat(chat.state()).hasText("Connecting …");
            assertThat(chat.input()).isEnabled();
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void visitorReadsOnline_whenSomebodyIsAtTheDesk(Screen screen) {
        stage.visit(screen, "connected", (server, chat) -> {
            server.admits(",\"agents\":2,\"conversation\":\"new\"");
            stage.openPage(chat);
            assertThat(chat.state()).hasText("Online");
            assertThat(chat.part("empty")).hasText("Ask anything about this product. A person answers.");
            assertThat(chat.part("desk")).isHidden();
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void visitorReadsAWarning_whereItIsAboutWhatIsWritten(Screen screen) {
        stage.visit(screen, "warned", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE);
            stage.openPage(chat);
            assertThat(chat.state()).hasText("Online");
            server.says("{\"type\":\"warning\",\"rule\":\"flapping\",\"step\":\"warned\",\"message\":\"Warned\"}");
            server.says("{\"type\":\"warning\",\"rule\":\"flooding\",\"step\":\"warned\",\"message\":\"Warned\"}");
            assertThat(chat.part("notice"))
                    .containsText("You are writing very fast. If this goes on, the chat pauses for a while.");
            assertThat(chat.state()).hasText("Online");
            assertThat(chat.input()).isEnabled();
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void talkIsInOrderWithTheAgentsName_whenMiaAnswers(Screen screen) {
        stage.visit(screen, "conversation", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE).remembers(true, WidgetStage.TALK);
            stage.openPage(chat);
            chat.say("Thank you!");
            server.says("{\"type\":\"typing\",\"connection_id\":\"d\",\"author\":\"agent\",\"author_name\":\"Mia\"}");
            assertThat(chat.messages()).hasCount(4);
            assertThat(chat.messages().first()).hasClass("mine");
            assertThat(chat.messages().nth(1).locator(".meta")).hasText("Mia · 2 Mar, 09:02");
            assertThat(chat.messages().last()).hasAttribute("data-status", "sent");
            assertThat(chat.part("typing")).hasText("Mia is typing …");
        });
    }

    @Test
    void markupIsShownAsText_whenNamesAndMessagesHaveIt() {
        stage.visit(Screen.DESKTOP, "markup", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE).remembers(true,
                    FakeChat.message(1, "agent", "<i>Mia</i>", "<b>Bold</b>"));
            stage.openPage(chat);
            assertThat(chat.messages().first().locator(".bubble")).hasText("<b>Bold</b>");
            assertThat(chat.messages().first().locator(".meta")).hasText("<i>Mia</i> · 2 Mar, 09:01");
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
        stage.visit(screen, "nobody", (server, chat) -> {
            server.admits(WidgetStage.NOBODY_IS_THERE);
            stage.openPage(chat);
            chat.say("Does it dim?");
            assertThat(chat.state()).hasText("Connected");
            assertThat(chat.part("desk")).hasText(NOBODY);
            assertThat(chat.spoken().last()).hasText(NOBODY);
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void visitorReadsThatSomebodyHasCome_whenTheDeskWasEmpty(Screen screen) {
        stage.visit(screen, "somebody", (server, chat) -> {
            server.admits(WidgetStage.NOBODY_IS_THERE);
            stage.openPage(chat);
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
        stage.visit(screen, "pending", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE).remembers(true, WidgetStage.TALK)
                    .answers("{\"type\":\"ack\",\"client_message_id\":\"%s\",\"pending\":true}");
            stage.openPage(chat);
            chat.say("Thank you!");
            assertThat(chat.messages().last().locator(".meta")).hasText("Received, not yet delivered");
            assertThat(chat.messages().last()).hasAttribute("data-status", "pending");
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void visitorReadsWhoClosedAndHowToOpenAgain_whenTheConversationIsClosed(Screen screen) {
        stage.visit(screen, "conversation-closed", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE).remembers(true, WidgetStage.TALK);
            stage.openPage(chat);
            assertThat(chat.messages()).hasCount(3);
            server.says(
                    "{\"type\":\"closed\",\"sequence\":4,\"author_name\":\"Mia\",\"time\":\"2026-03-02T09:05:00Z\"}");
            assertThat(chat.part("closed")).hasText("Mia closed this conversation. Write to open it again.");
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void visitorReadsThatOlderMessagesAreGone_whenTheHistoryIsNotComplete(Screen screen) {
        stage.visit(screen, "older-gone", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE).remembers(false, WidgetStage.TALK);
            stage.openPage(chat);
            assertThat(chat.part("older")).hasText("Older messages are no longer kept.");
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void visitorReadsWhyAndCountsDown_whenTheWaitIsKnown(Screen screen) {
        stage.visit(screen, "waiting", (server, chat) -> {
            server.refuses("RATE_LIMIT_EXCEEDED", ",\"retry_after_ms\":42000,\"reconnect\":true");
            stage.openPage(chat);
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
        stage.visit(screen, "offline", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE).remembers(true, WidgetStage.TALK);
            stage.openPage(chat);
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
    void visitorReadsOffline_whenTheNetworkGoesWhileConnected(Screen screen) {
        stage.visit(screen, "offline-now", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE).remembers(true, WidgetStage.TALK);
            stage.openPage(chat);
            chat.awaitConnected();
            chat.page.context().setOffline(true);
            assertThat(chat.state()).hasText("Offline");
            chat.say("Written in a tunnel");
            assertThat(chat.messages().last().locator(".meta")).hasText("Not sent yet");
            chat.page.context().setOffline(false);
            assertThat(chat.messages().last()).hasAttribute("data-status", "sent");
            assertThat(chat.state()).hasText("Online");
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void visitorReadsWhyInPlainWords_whenRefusedForGood(Screen screen) {
        stage.visit(screen, "refused", (server, chat) -> {
            server.refuses("ORIGIN_NOT_ALLOWED", ",\"retry_after_ms\":0,\"reconnect\":false");
            stage.openPage(chat);
            assertThat(chat.state()).hasText("Not available");
            assertThat(chat.reason()).hasText("This website is not allowed to use the chat.");
            assertThat(chat.input()).isDisabled();
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void messageWaitsInView_whenWrittenTooFast(Screen screen) {
        stage.visit(screen, "too-fast", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE).remembers(true, WidgetStage.TALK).answers("""
                    {"type":"error","code":"MESSAGE_RATE_LIMIT_EXCEEDED","client_message_id":"%s","retry_after_ms":20000,\
                    "reconnect":true}""");
            stage.openPage(chat);
            chat.say("And the shade?");
            assertThat(chat.messages().last().locator(".meta")).hasText(Pattern.compile(
                    "Not sent yet\\. You are writing faster than the chat can take\\. Sending again in \\d+ secs?\\."));
        });
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void roomThatIsLeftIsShown_whenAMessageIsLong(Screen screen) {
        stage.visit(screen, "long", (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE);
            stage.openPage(chat);
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
        stage.visit(Screen.PHONE, "reloaded", (server, chat) -> {
            stage.openPage(chat);
            chat.say("Written before");
            chat.input().fill("Half a thou");
            chat.page.reload();
            assertThat(chat.input()).hasValue("Half a thou");
            assertThat(chat.messages().locator(".bubble")).hasText(new String[]{"Written before"});
            server.admits(WidgetStage.MIA_IS_THERE);
            chat.page.reload();
            assertThat(chat.messages().last()).hasAttribute("data-status", "sent");
        });
    }
}
