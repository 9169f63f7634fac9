package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.doorstep.browser.DeskFrames.JUST_NOW;
import static io.doorstep.browser.DeskFrames.LONG_AGO;
import static io.doorstep.browser.DeskFrames.changed;
import static io.doorstep.browser.DeskFrames.deskWith;
import static io.doorstep.browser.DeskFrames.message;
import static io.doorstep.browser.DeskFrames.said;
import static io.doorstep.browser.DeskFrames.summary;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an agent sees of the conversations, of colleagues and of the connection, against frames that the test writes. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskPageTests {
    private final DeskStage stage;

    DeskPageTests(Browser browser) {
        stage = new DeskStage(browser);
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void thoseWhoWaitStandFirst_withTheirWaitAndUnreadMessages() {
        stage.visit(desk -> {
            desk.hears(deskWith(summary("13", "open", said("Thanks", JUST_NOW)),
                    summary("12", "waiting", "since: " + JUST_NOW + ", " + said("Me too", JUST_NOW)),
                    summary("11", "waiting", "since: " + LONG_AGO + ", " + said("Hello?", LONG_AGO))
                            .replace("unread: 0", "unread: 3"),
                    summary("14", "closed", said("Bye", LONG_AGO)).replace("visitors: 1", "visitors: 0")));
            assertThat(desk.conversations().locator(".product"))
                    .hasText(new String[]{"Product 11", "Product 12", "Product 13", "Product 14"});
            assertThat(desk.conversation("11").locator(".wait"))
                    .hasText(Pattern.compile("waiting 4 mins?"));
            assertThat(desk.conversation("11").locator(".badge")).hasText("3");
            assertThat(desk.conversation("14")).isHidden();
            assertThat(desk.page).hasTitle("(2) Desk – Doorstep");
            assertThat(desk.conversation("12").locator(".wait")).hasText(Pattern.compile("waiting [89] secs?"),
                    new LocatorAssertions.HasTextOptions().setTimeout(8000));
        });
    }

    @Test
    void colleaguesSeeEachOthersWork() {
        stage.visit(desk -> {
            stage.openEleven(desk);
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
        });
    }

    @Test
    void aConversationIsClosed_andSaysByWhom() {
        stage.visit(desk -> {
            stage.openEleven(desk);
            desk.composer().pressSequentially("b");
            desk.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Close")).click();
            assertThat(desk.ask("[server.sent('close').length, server.sent('typing').length]"))
                    .isEqualTo(List.of(1, 1));
            desk.hears("{type: 'closed', product_id: '11', session_id: 's', sequence: 6, author_name: 'Tom', time: "
                    + JUST_NOW + "}",
                    changed(summary("11", "closed", said("Hello?", JUST_NOW))));
            assertThat(desk.messages().last()).containsText("Tom closed the conversation");
            assertThat(desk.page.locator("#close")).isHidden();
            assertThat(desk.page.locator("#visitor")).hasText("Visitor is here · closed");
            desk.hears("{type: 'forgotten', product_id: '11', session_id: 's'}");
            assertThat(desk.page.locator("#talk-notice")).hasText("This conversation is no longer kept.");
            assertThat(desk.conversations()).hasCount(0);
        });
    }

    @Test
    void aConversationThatWasNotKnownYet_isOpenedOnceItIs_withWhatWasWrittenMeanwhile() {
        stage.visit(desk -> {
            stage.openEleven(desk);
            desk.page.evaluate("() => server.ends(1001, '')");
            desk.page.waitForFunction("() => server.sockets.length > 1");
            desk.hears("{type: 'desk', name: 'Tom', agents: [], conversations: []}",
                    "{type: 'error', code: 'INVALID_MESSAGE', message: 'There is no such conversation',"
                            + " product_id: '11', session_id: 's'}");
            assertThat(desk.page.locator("#talk-notice")).hasText("There is no such conversation");
            desk.say("Here I am");
            String known = changed(summary("11", "open", said("Hello?", JUST_NOW)));
            desk.hears(known, known);
            assertThat(desk.ask("server.sent('open').length")).as("at first, with the new list, and once more")
                    .isEqualTo(3);
            assertThat(desk.ask("server.sent('message').length")).isEqualTo(0);
            desk.hears(DeskFrames.opened("11", message(4, "author: 'visitor'", "Hello?")));
            assertThat(desk.page.locator("#talk-notice")).hasText("");
            assertThat(desk.ask("server.sent('message').map((frame) => frame.text)")).isEqualTo(List.of("Here I am"));
        });
    }

    @Test
    void whoIsSignedOut_isToldSo_andTheDeskStaysAway() {
        stage.visit(desk -> {
            desk.hears("{type: 'error', code: 'NOT_SIGNED_IN', message: 'x', reconnect: false, retry_after_ms: 0}");
            desk.page.evaluate("() => server.ends(1008, 'NOT_SIGNED_IN')");
            assertThat(desk.page.locator("#notice")).containsText("You are signed out.");
            assertThat(desk.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in again")))
                    .isVisible();
            assertThat(desk.ask("server.sockets.length")).isEqualTo(1);
        });
    }

    @Test
    void theWaitIsCountedDown_neverShorterThanTheServerAsks() {
        stage.visit(desk -> {
            desk.hears("{type: 'error', code: 'CONNECTION_LIMIT_EXCEEDED', reconnect: true, retry_after_ms: 60000}");
            desk.page.evaluate("() => server.ends(1008, 'CONNECTION_LIMIT_EXCEEDED;retry=60')");
            assertThat(desk.page.locator("#reason")).hasText("Too many desks are open from your network.");
            assertThat(desk.page.locator("#countdown"))
                    .hasText(Pattern.compile("Trying again in (60|61|5\\d) secs?\\."));
            assertThat(desk.ask("server.sockets.length")).isEqualTo(1);
        });
    }

    @Test
    void focusStaysWhereItWas_whenTheListReorders_andArrowsMoveIt() {
        stage.visit(desk -> {
            desk.hears(
                    deskWith(summary("11", "open", said("a", JUST_NOW)), summary("12", "open", said("b", LONG_AGO))));
            desk.conversation("11").focus();
            desk.page.keyboard().press("ArrowDown");
            assertThat(desk.conversation("12")).isFocused();
            desk.hears(changed(summary("12", "waiting", "since: " + JUST_NOW + ", " + said("c", JUST_NOW))));
            assertThat(desk.conversations().locator(".product")).hasText(new String[]{"Product 12", "Product 11"});
            assertThat(desk.conversation("12")).isFocused();
            desk.page.keyboard().press("Enter");
            assertThat(desk.composer()).isFocused();
            assertThat(desk.ask("server.sent('open')[0].product_id")).isEqualTo("12");
        });
    }

    @Test
    void listAndConversationAreTwoViews_onAPhone() {
        stage.visit(desk -> {
            desk.page.setViewportSize(375, 700);
            stage.openEleven(desk);
            assertThat(desk.page.locator("#list")).isHidden();
            assertThat(desk.ask("document.documentElement.scrollWidth <= 375")).isEqualTo(true);
            desk.page.getByLabel("Back to the conversations").click();
            assertThat(desk.page.locator("#list")).isVisible();
            assertThat(desk.page.locator("#talk")).isHidden();
            assertThat(desk.ask("server.sent('leave').length")).isEqualTo(1);
            assertThat(desk.ask("document.documentElement.scrollWidth <= 375")).isEqualTo(true);
            desk.page.goBack();
            assertThat(desk.page.locator("#talk")).isVisible();
            assertThat(
                    desk.ask("server.sent('open').map(({ product_id, session_id }) => ({ product_id, session_id }))"))
                    .isEqualTo(List.of(Map.of("product_id", "11", "session_id", "s"),
                            Map.of("product_id", "11", "session_id", "s")));
        });
    }

    @Test
    void signingOutEndsIt() {
        stage.visit(desk -> {
            desk.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
            assertThat(desk.page.getByRole(AriaRole.ALERT)).hasText("You are signed out.");
            desk.page.navigate(stage.url("/desk"));
            assertThat(desk.page).hasURL(stage.url("/sign-in"));
        });
    }
}
