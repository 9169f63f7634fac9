package io.doorstep.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** What an agent sees and does, against frames that the test writes. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskPageTests {
    private static final String PASSWORD = "p";
    private static final String EVIL = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>";
    private static final String LONG_AGO = "new Date(Date.now() - 190_000).toISOString()";
    private static final String JUST_NOW = "new Date(Date.now() - 5_000).toISOString()";

    private final Browser browser;
    private final Shop shop;
    private BrowserContext context;
    private Desk desk;

    DeskPageTests(Browser browser) {
        String hash = new BCryptPasswordEncoder(4).encode(PASSWORD);
        this.browser = browser;
        this.shop = Shop.open("doorstep.users[0].name=Tom", "doorstep.users[0].password=" + hash,
                "doorstep.users[0].roles=agent", "doorstep.users[1].name=" + EVIL, "doorstep.users[1].password=" + hash,
                "doorstep.users[1].roles=agent");
        this.context = browser.newContext();
        this.desk = Desk.open(context, shop, "Tom", PASSWORD);
    }

    @BeforeEach
    void sitDown() {
        context.close();
        context = browser.newContext();
        desk = Desk.open(context, shop, "Tom", PASSWORD);
    }

    @AfterEach
    void nothingWasRunFromText_andThePageKeepsNobodyOut() {
        assertThat(desk.ask("window.hacked")).isNull();
        Accessibility.check(desk.page);
    }

    @AfterAll
    void close() {
        context.close();
        shop.close();
    }

    private static String summary(String product, String state, String more) {
        return "{product_id: '" + product + "', session_id: 's', state: '" + state
                + "', unread: 0, visitors: 1, agents: [], "
                + more + "}";
    }

    private static String said(String text, String time) {
        return "last: {author: 'visitor', text: '" + text + "', time: " + time + "}";
    }

    private static String deskWith(String... conversations) {
        return "{type: 'desk', connection_id: 'c', name: 'Tom', agents: [{name: 'Tom'}], conversations: ["
                + String.join(",", conversations) + "]}";
    }

    private static String message(int sequence, String author, String text) {
        return "{type: 'message', product_id: '11', session_id: 's', sequence: " + sequence + ", " + author
                + ", text: '"
                + text + "', client_message_id: 'm" + sequence + "', time: new Date().toISOString()}";
    }

    private static String opened(String product, String... messages) {
        return "{type: 'opened', product_id: '" + product
                + "', session_id: 's', state: 'open', visitors: 1, complete: true,"
                + " messages: [" + String.join(",", messages) + "]}";
    }

    private void openEleven() {
        desk.hears(deskWith(summary("11", "waiting", "since: " + JUST_NOW + ", " + said("Hello?", JUST_NOW))));
        desk.choose(desk.conversation("11"));
        desk.hears(opened("11", message(4, "author: 'visitor'", "Hello?")));
        assertThat(desk.messages()).hasText(new Pattern[]{Pattern.compile("Visitor: Hello\\?.*")});
    }

    @Test
    void thoseWhoWaitStandFirst_withTheirWaitAndUnreadMessages() {
        desk.hears(deskWith(summary("13", "open", said("Thanks", JUST_NOW)),
                summary("12", "waiting", "since: " + JUST_NOW + ", " + said("Me too", JUST_NOW)),
                summary("11", "waiting", "since: " + LONG_AGO + ", " + said("Hello?", LONG_AGO)).replace("unread: 0",
                        "unread: 3"),
                summary("14", "closed", said("Bye", LONG_AGO)).replace("visitors: 1", "visitors: 0")));
        assertThat(desk.conversations().locator(".product"))
                .hasText(new String[]{"Product 11", "Product 12", "Product 13", "Product 14"});
        assertThat(desk.conversation("11").locator(".wait")).hasText(Pattern.compile("waiting 4 min|waiting 19\\d s"));
        assertThat(desk.conversation("11").locator(".badge")).hasText("3");
        assertThat(desk.conversation("14")).isHidden();
        assertThat(desk.page).hasTitle("(2) Desk – Doorstep");
        assertThat(desk.conversation("12").locator(".wait")).hasText(Pattern.compile("waiting [89] s"),
                new LocatorAssertions.HasTextOptions().setTimeout(8000));
    }

    @Test
    void anAnswerIsShownUntilItHasASequence_andSentAgainAfterAReconnect() {
        openEleven();
        desk.say("It does.");
        assertThat(desk.messages().last()).containsText("It does.");
        assertThat(desk.messages().last()).containsText("Sending");
        Object id = desk.ask("server.sent('message')[0].client_message_id");
        desk.hears("{type: 'ack', client_message_id: '" + id + "', pending: true, product_id: '11', session_id: 's'}");
        assertThat(desk.messages().last()).containsText("Kept, not stored everywhere yet");
        desk.page.evaluate("() => server.ends(1006, '')");
        desk.page.waitForFunction("() => server.sockets.length === 2");
        desk.hears(deskWith(summary("11", "open", said("Hello?", JUST_NOW))),
                opened("11", message(4, "author: 'visitor'", "Hello?")));
        assertThat(desk.ask("server.sent('message').map((frame) => frame.client_message_id)"))
                .isEqualTo(List.of(id, id));
        assertThat(desk.ask("server.sent('open').length")).isEqualTo(2);
        desk.hears("{type: 'ack', client_message_id: '" + id + "', sequence: 5, product_id: '11', session_id: 's'}",
                message(5, "author: 'agent', author_name: 'Tom'", "It does.").replace("'m5'", "'" + id + "'"));
        assertThat(desk.messages()).hasCount(2);
        assertThat(desk.messages().last()).hasAttribute("data-status", "sent");
        desk.page.reload();
        assertThat(desk.ask("server.sent('message').length")).isEqualTo(0);
    }

    @Test
    void whatWasWrittenSurvivesAReload_sentOrNot() {
        openEleven();
        desk.page.evaluate("() => server.ends(1008, 'RATE_LIMIT_EXCEEDED;retry=600')");
        desk.say("Typed while away");
        desk.composer().fill("half a thought");
        desk.page.reload();
        desk.page.waitForFunction("() => server.sockets.length > 0");
        assertThat(desk.composer()).hasValue("half a thought");
        assertThat(desk.messages()).containsText(new String[]{"Typed while away"});
        assertThat(desk.messages().last()).hasAttribute("data-status", "held");
        desk.hears(
                deskWith(summary("11", "open", said("Hello?", JUST_NOW)), summary("12", "open", said("x", LONG_AGO))),
                opened("11"));
        assertThat(desk.ask("server.sent('message')[0].text")).isEqualTo("Typed while away");
        desk.choose(desk.conversation("12"));
        assertThat(desk.composer()).hasValue("");
        desk.choose(desk.conversation("11"));
        assertThat(desk.composer()).hasValue("half a thought");
    }

    @Test
    void anAnswerIsNotLost_whenTheAgentTurnsToAnotherConversation() {
        openEleven();
        desk.hears("{type: 'conversation', conversation: " + summary("12", "open", said("x", LONG_AGO)) + "}");
        desk.say("Just a moment");
        Object id = desk.ask("server.sent('message')[0].client_message_id");
        desk.conversation("12").click();
        assertThat(desk.page.locator("#title")).hasText("Product 12");
        assertThat(desk.conversation("11").locator(".unsent")).hasText("1 not sent, open to send");
        assertThat(desk.ask("server.sent('open').length")).isEqualTo(1);
        desk.hears("{type: 'ack', client_message_id: '" + id + "', sequence: 5, product_id: '11', session_id: 's'}");
        assertThat(desk.ask("server.sent('open')[1].product_id")).isEqualTo("12");
        assertThat(desk.conversation("11").locator(".unsent")).isHidden();

        desk.hears(opened("12"));
        desk.say("Lost words");
        desk.choose(desk.conversation("11"));
        desk.hears(opened("11"));
        assertThat(desk.ask("server.sent('message').length")).isEqualTo(2);
        desk.choose(desk.conversation("12"));
        desk.hears(opened("12"));
        assertThat(desk.ask("server.sent('message').map(({ text }) => text)"))
                .isEqualTo(List.of("Just a moment", "Lost words", "Lost words"));
    }

    @Test
    void colleaguesSeeEachOthersWork() {
        openEleven();
        desk.hears("{type: 'agents', agents: [{name: 'Tom', product_id: '11', session_id: 's'},"
                + " {name: 'Ada', product_id: '11', session_id: 's'}]}",
                "{type: 'typing', product_id: '11', session_id: 's', connection_id: 'x', author: 'agent', author_name: 'Ada'}");
        assertThat(desk.conversation("11").locator(".here")).hasText("Ada is here");
        assertThat(desk.page.locator("#here")).hasText("Ada is here too.");
        assertThat(desk.page.locator("#people")).hasText("Also at the desk: Ada");
        assertThat(desk.page.locator("#typing")).hasText("Ada is typing …");
        desk.hears(message(5, "author: 'agent', author_name: 'Ada'", "I take this one"));
        assertThat(desk.messages().last()).hasText(Pattern.compile("Ada: I take this oneAda · .*"));
        assertThat(desk.page.locator("#typing")).hasText("");
        assertThat(desk.ask("server.sent('read').map((frame) => frame.up_to)")).isEqualTo(List.of(4, 5));
    }

    @Test
    void aConversationIsClosed_andSaysByWhom() {
        openEleven();
        desk.composer().pressSequentially("b");
        desk.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Close")).click();
        assertThat(desk.ask("[server.sent('close').length, server.sent('typing').length]")).isEqualTo(List.of(1, 1));
        desk.hears("{type: 'closed', product_id: '11', session_id: 's', sequence: 6, author_name: 'Tom', time: "
                + JUST_NOW + "}",
                "{type: 'conversation', conversation: " + summary("11", "closed", said("Hello?", JUST_NOW))
                        + "}");
        assertThat(desk.messages().last()).containsText("Tom closed the conversation");
        assertThat(desk.page.locator("#close")).isHidden();
        assertThat(desk.page.locator("#visitor")).hasText("Visitor is here · closed");
        desk.hears("{type: 'forgotten', product_id: '11', session_id: 's'}");
        assertThat(desk.page.locator("#talk-notice")).hasText("This conversation is no longer kept.");
        assertThat(desk.conversations()).hasCount(0);
    }

    @Test
    void whoIsSignedOut_isToldSo_andTheDeskStaysAway() {
        desk.hears("{type: 'error', code: 'NOT_SIGNED_IN', message: 'x', reconnect: false, retry_after_ms: 0}");
        desk.page.evaluate("() => server.ends(1008, 'NOT_SIGNED_IN')");
        assertThat(desk.page.locator("#notice")).containsText("You are signed out.");
        assertThat(desk.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in again")))
                .isVisible();
        assertThat(desk.ask("server.sockets.length")).isEqualTo(1);
    }

    @Test
    void theWaitIsCountedDown_neverShorterThanTheServerAsks() {
        desk.hears("{type: 'error', code: 'CONNECTION_LIMIT_EXCEEDED', reconnect: true, retry_after_ms: 60000}");
        desk.page.evaluate("() => server.ends(1008, 'CONNECTION_LIMIT_EXCEEDED;retry=60')");
        assertThat(desk.page.locator("#reason")).hasText("Too many desks are open from your network.");
        assertThat(desk.page.locator("#countdown")).hasText(Pattern.compile("Trying again in (60|61|5\\d) s\\."));
        assertThat(desk.ask("server.sockets.length")).isEqualTo(1);
    }

    @Test
    void limitedAnswersWait_andRefusedOnesCanBeWrittenAgain() {
        openEleven();
        desk.say("one").say("two");
        Object ids = desk.ask("server.sent('message').map((frame) => frame.client_message_id)");
        List<?> both = (List<?>) ids;
        desk.hears("{type: 'error', code: 'MESSAGE_RATE_LIMIT_EXCEEDED', message: 'Slow down.', reconnect: true,"
                + " retry_after_ms: 60000, client_message_id: '" + both.get(0) + "'}",
                "{type: 'error', code: 'INVALID_MESSAGE', message: 'Not this.', reconnect: true, retry_after_ms: 0,"
                        + " client_message_id: '" + both.get(1) + "'}");
        assertThat(desk.messages().nth(1)).containsText("Not sent yet. Slow down. Sending again in");
        assertThat(desk.messages().nth(2)).containsText("Not sent. Not this.");
        desk.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Write it again")).click();
        assertThat(desk.composer()).hasValue("two");
        assertThat(desk.messages()).hasCount(2);
    }

    @Test
    void textsStandAsTheirLanguageRuns() {
        String arabic = "هل هذا المصباح مناسب؟";
        desk.hears(deskWith(summary("11", "waiting", "since: " + JUST_NOW + ", " + said(arabic, JUST_NOW))));
        assertThat(desk.conversation("11").locator(".last")).hasCSS("direction", "rtl");
        desk.choose(desk.conversation("11"));
        desk.hears(opened("11", message(4, "author: 'visitor'", arabic), message(5, "author: 'visitor'", "Hello?")));
        assertThat(desk.bubbles().first()).hasCSS("direction", "rtl");
        assertThat(desk.bubbles().last()).hasCSS("direction", "ltr");
        desk.composer().fill(arabic);
        assertThat(desk.composer()).hasCSS("direction", "rtl");
    }

    @Test
    void theRoomThatIsLeft_isShownNearTheEnd() {
        openEleven();
        desk.composer().fill("a".repeat(3500));
        assertThat(desk.page.locator("#room")).isHidden();
        desk.composer().fill("a".repeat(3990));
        assertThat(desk.page.locator("#room")).hasText("10 characters left");
        desk.composer().fill("a".repeat(4000));
        assertThat(desk.page.locator("#room")).hasText("A message has at most 4000 characters.");
        desk.composer().press("Enter");
        assertThat(desk.page.locator("#room")).isHidden();
    }

    @Test
    void typingIsToldAgainAtOnce_afterAnAnswer() {
        openEleven();
        desk.composer().pressSequentially("ab");
        desk.composer().press("Enter");
        desk.composer().pressSequentially("cd");
        assertThat(desk.ask("server.sent('typing').length")).isEqualTo(2);
    }

    @Test
    void focusStaysWhereItWas_whenTheListReorders_andArrowsMoveIt() {
        desk.hears(deskWith(summary("11", "open", said("a", JUST_NOW)), summary("12", "open", said("b", LONG_AGO))));
        desk.conversation("11").focus();
        desk.page.keyboard().press("ArrowDown");
        assertThat(desk.conversation("12")).isFocused();
        desk.hears("{type: 'conversation', conversation: " + summary("12", "waiting", "since: " + JUST_NOW + ", "
                + said("c", JUST_NOW)) + "}");
        assertThat(desk.conversations().locator(".product")).hasText(new String[]{"Product 12", "Product 11"});
        assertThat(desk.conversation("12")).isFocused();
        desk.page.keyboard().press("Enter");
        assertThat(desk.composer()).isFocused();
        assertThat(desk.ask("server.sent('open')[0].product_id")).isEqualTo("12");
    }

    @Test
    void textIsText_whoeverWritesIt() {
        List<String> refused = new ArrayList<>();
        desk.page.onConsoleMessage(line -> {
            if (line.text().contains("Content Security Policy")) {
                refused.add(line.text());
            }
        });
        String evil = "'" + EVIL.replace("</script>", "<\\/script>") + "'";
        String summary = "{product_id: " + evil + ", session_id: " + evil
                + ", state: 'open', unread: 1, visitors: 1, agents: ["
                + evil + "], last: {author: 'agent', author_name: " + evil + ", text: " + evil + ", time: " + evil
                + "}}";
        String ids = "product_id: " + evil + ", session_id: " + evil;
        desk.hears("{type: 'desk', name: 'Tom', agents: [{name: " + evil + ", " + ids + "}], conversations: [" + summary
                + "]}");
        desk.choose(desk.conversations().locator("a"));
        desk.hears(
                "{type: 'opened', " + ids
                        + ", state: 'open', visitors: 1, complete: true, messages: [{type: 'message', "
                        + ids + ", sequence: 1, author: 'visitor', text: " + evil + ", time: " + evil
                        + "}, {type: 'message', " + ids
                        + ", sequence: 2, author: 'agent', author_name: " + evil + ", text: " + evil + ", time: " + evil
                        + "}]}",
                "{type: 'typing', " + ids + ", author: 'agent', author_name: " + evil + "}",
                "{type: 'closed', " + ids + ", sequence: 3, author_name: " + evil + ", time: " + evil + "}",
                "{type: 'error', " + ids + ", code: 'X', message: " + evil + ", reconnect: true}");
        assertThat(desk.messages().first().locator(".bubble")).hasText(EVIL);
        assertThat(desk.page.locator("#title")).hasText("Product " + EVIL);
        assertThat(desk.page.locator("#talk-notice")).hasText(EVIL);
        desk.say(EVIL);
        assertThat(desk.messages()).hasCount(4);
        assertThat(desk.ask("document.querySelectorAll('main img, main script').length")).isEqualTo(0);
        assertThat(refused).isEmpty();
    }

    @Test
    void aNameIsText_onEveryPage() {
        try (BrowserContext other = browser.newContext()) {
            Desk evil = Desk.open(other, shop, EVIL, PASSWORD);
            assertThat(evil.page.locator(".me")).hasText(EVIL);
            evil.hears(
                    "{type: 'desk', name: server.name ?? document.body.dataset.agent, agents: [], conversations: []}");
            assertThat(evil.ask("window.hacked ?? document.querySelectorAll('header img').length")).isEqualTo(1);
        }
    }

    @Test
    void listAndConversationAreTwoViews_onAPhone() {
        desk.page.setViewportSize(375, 700);
        openEleven();
        assertThat(desk.page.locator("#list")).isHidden();
        assertThat(desk.ask("document.documentElement.scrollWidth <= 375")).isEqualTo(true);
        desk.page.getByLabel("Back to the conversations").click();
        assertThat(desk.page.locator("#list")).isVisible();
        assertThat(desk.page.locator("#talk")).isHidden();
        assertThat(desk.ask("server.sent('leave').length")).isEqualTo(1);
        assertThat(desk.ask("document.documentElement.scrollWidth <= 375")).isEqualTo(true);
        desk.page.goBack();
        assertThat(desk.page.locator("#talk")).isVisible();
        assertThat(desk.ask("server.sent('open').map(({ product_id, session_id }) => ({ product_id, session_id }))"))
                .isEqualTo(List.of(Map.of("product_id", "11", "session_id", "s"),
                        Map.of("product_id", "11", "session_id", "s")));
    }

    @Test
    void signingOutEndsIt() {
        desk.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
        assertThat(desk.page.getByRole(AriaRole.ALERT)).hasText("You are signed out.");
        desk.page.navigate(shop.url("/desk"));
        assertThat(desk.page).hasURL(shop.url("/sign-in"));
    }
}
