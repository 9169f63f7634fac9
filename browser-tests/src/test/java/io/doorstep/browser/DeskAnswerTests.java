package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.doorstep.browser.DeskFrames.JUST_NOW;
import static io.doorstep.browser.DeskFrames.LONG_AGO;
import static io.doorstep.browser.DeskFrames.ack;
import static io.doorstep.browser.DeskFrames.changed;
import static io.doorstep.browser.DeskFrames.deskWith;
import static io.doorstep.browser.DeskFrames.message;
import static io.doorstep.browser.DeskFrames.opened;
import static io.doorstep.browser.DeskFrames.said;
import static io.doorstep.browser.DeskFrames.summary;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of what an agent writes, against frames that the test writes. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskAnswerTests {
    private final DeskStage stage;

    DeskAnswerTests(Browser browser) {
        stage = new DeskStage(browser);
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void anAnswerIsShownUntilItHasASequence_andSentAgainAfterAReconnect() {
        stage.visit(desk -> {
            stage.openEleven(desk);
            desk.say("It does.");
            assertThat(desk.messages().last()).containsText("It does.");
            assertThat(desk.messages().last()).containsText("Sending");
            Object id = desk.ask("server.sent('message')[0].client_message_id");
            desk.hears(ack(id, "pending: true"));
            assertThat(desk.messages().last()).containsText("Kept, not stored everywhere yet");
            desk.page.evaluate("() => server.ends(1006, '')");
            desk.page.waitForFunction("() => server.sockets.length === 2");
            desk.hears(deskWith(summary("11", "open", said("Hello?", JUST_NOW))),
                    opened("11", message(4, "author: 'visitor'", "Hello?")));
            assertThat(desk.ask("server.sent('message').map((frame) => frame.client_message_id)"))
                    .isEqualTo(List.of(id, id));
            assertThat(desk.ask("server.sent('open').length")).isEqualTo(2);
            desk.hears(ack(id, "sequence: 5"),
                    message(5, "author: 'agent', author_name: 'Tom'", "It does.").replace("'m5'", "'" + id + "'"));
            assertThat(desk.messages()).hasCount(2);
            assertThat(desk.messages().last()).hasAttribute("data-status", "sent");
            desk.page.reload();
            assertThat(desk.ask("server.sent('message').length")).isEqualTo(0);
        });
    }

    @Test
    void whatWasWrittenSurvivesAReload_sentOrNot() {
        stage.visit(desk -> {
            stage.openEleven(desk);
            desk.page.evaluate("() => server.ends(1008, 'RATE_LIMIT_EXCEEDED;retry=600')");
            desk.say("Typed while away");
            desk.composer().fill("half a thought");
            desk.page.reload();
            desk.page.waitForFunction("() => server.sockets.length > 0");
            assertThat(desk.composer()).hasValue("half a thought");
            assertThat(desk.messages()).containsText(new String[]{"Typed while away"});
            assertThat(desk.messages().last()).hasAttribute("data-status", "held");
            desk.hears(
                    deskWith(summary("11", "open", said("Hello?", JUST_NOW)),
                            summary("12", "open", said("x", LONG_AGO))),
                    opened("11"));
            assertThat(desk.ask("server.sent('message')[0].text")).isEqualTo("Typed while away");
            desk.choose(desk.conversation("12"));
            assertThat(desk.composer()).hasValue("");
            desk.choose(desk.conversation("11"));
            assertThat(desk.composer()).hasValue("half a thought");
        });
    }

    @Test
    void anAnswerIsNotLost_whenTheAgentTurnsToAnotherConversation() {
        stage.visit(desk -> {
            stage.openEleven(desk);
            desk.hears(changed(summary("12", "open", said("x", LONG_AGO))));
            desk.say("Just a moment");
            Object id = desk.ask("server.sent('message')[0].client_message_id");
            desk.conversation("12").click();
            assertThat(desk.page.locator("#title")).hasText("Product 12");
            assertThat(desk.conversation("11").locator(".unsent")).hasText("1 not sent, open to send");
            assertThat(desk.ask("server.sent('open').length")).isEqualTo(1);
            desk.hears(ack(id, "sequence: 5"));
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
        });
    }

    @Test
    void limitedAnswersWait_andRefusedOnesCanBeWrittenAgain() {
        stage.visit(desk -> {
            stage.openEleven(desk);
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
        });
    }

    @Test
    void theRoomThatIsLeft_isShownNearTheEnd() {
        stage.visit(desk -> {
            stage.openEleven(desk);
            desk.composer().fill("a".repeat(3500));
            assertThat(desk.page.locator("#room")).isHidden();
            desk.composer().fill("a".repeat(3990));
            assertThat(desk.page.locator("#room")).hasText("10 characters left");
            desk.composer().fill("a".repeat(4000));
            assertThat(desk.page.locator("#room")).hasText("A message has at most 4,000 characters.");
            desk.composer().press("Enter");
            assertThat(desk.page.locator("#room")).isHidden();
        });
    }

    @Test
    void typingIsToldAgainAtOnce_afterAnAnswer() {
        stage.visit(desk -> {
            stage.openEleven(desk);
            desk.composer().pressSequentially("ab");
            desk.composer().press("Enter");
            desk.composer().pressSequentially("cd");
            assertThat(desk.ask("server.sent('typing').length")).isEqualTo(2);
        });
    }
}
