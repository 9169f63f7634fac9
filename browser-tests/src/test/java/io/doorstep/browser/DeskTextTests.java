package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.doorstep.browser.DeskFrames.JUST_NOW;
import static io.doorstep.browser.DeskFrames.deskWith;
import static io.doorstep.browser.DeskFrames.message;
import static io.doorstep.browser.DeskFrames.opened;
import static io.doorstep.browser.DeskFrames.said;
import static io.doorstep.browser.DeskFrames.summary;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What others wrote is shown as text, in the direction of its language, and never run. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskTextTests {
    private final DeskStage stage;

    DeskTextTests(Browser browser) {
        stage = new DeskStage(browser);
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void textsStandAsTheirLanguageRuns() {
        stage.visit(desk -> {
            String arabic = "هل هذا المصباح مناسب؟";
            desk.hears(deskWith(summary("11", "waiting", "since: " + JUST_NOW + ", " + said(arabic, JUST_NOW))));
            assertThat(desk.conversation("11").locator(".last")).hasCSS("direction", "rtl");
            desk.choose(desk.conversation("11"));
            desk.hears(
                    opened("11", message(4, "author: 'visitor'", arabic), message(5, "author: 'visitor'", "Hello?")));
            assertThat(desk.bubbles().first()).hasCSS("direction", "rtl");
            assertThat(desk.bubbles().last()).hasCSS("direction", "ltr");
            desk.composer().fill(arabic);
            assertThat(desk.composer()).hasCSS("direction", "rtl");
        });
    }

    @Test
    void textIsText_whoeverWritesIt() {
        stage.visit(desk -> {
            List<String> refused = new ArrayList<>();
            desk.page.onConsoleMessage(line -> {
                if (line.text().contains("Content Security Policy")) {
                    refused.add(line.text());
                }
            });
            String evil = "'" + DeskStage.EVIL.replace("</script>", "<\\/script>") + "'";
            String summary = "{product_id: " + evil + ", session_id: " + evil
                    + ", state: 'open', unread: 1, visitors: 1, agents: ["
                    + evil + "], last: {author: 'agent', author_name: " + evil + ", text: " + evil + ", time: " + evil
                    + "}}";
            String ids = "product_id: " + evil + ", session_id: " + evil;
            desk.hears("{type: 'desk', name: 'Tom', agents: [{name: " + evil + ", " + ids + "}], conversations: ["
                    + summary + "]}");
            desk.choose(desk.conversations().locator("a"));
            desk.hears(
                    "{type: 'opened', " + ids
                            + ", state: 'open', visitors: 1, complete: true, messages: [{type: 'message', "
                            + ids + ", sequence: 1, author: 'visitor', text: " + evil + ", time: " + evil
                            + "}, {type: 'message', " + ids
                            + ", sequence: 2, author: 'agent', author_name: " + evil + ", text: " + evil + ", time: "
                            + evil + "}]}",
                    "{type: 'typing', " + ids + ", author: 'agent', author_name: " + evil + "}",
                    "{type: 'closed', " + ids + ", sequence: 3, author_name: " + evil + ", time: " + evil + "}",
                    "{type: 'error', " + ids + ", code: 'X', message: " + evil + ", reconnect: true}");
            assertThat(desk.messages().first().locator(".bubble")).hasText(DeskStage.EVIL);
            assertThat(desk.page.locator("#title")).hasText("Product " + DeskStage.EVIL);
            assertThat(desk.page.locator("#talk-notice")).hasText(DeskStage.EVIL);
            desk.say(DeskStage.EVIL);
            assertThat(desk.messages()).hasCount(4);
            assertThat(desk.ask("document.querySelectorAll('main img, main script').length")).isEqualTo(0);
            assertThat(refused).isEmpty();
        });
    }

    @Test
    void aNameIsText_onEveryPage() {
        stage.visit(DeskStage.EVIL, desk -> {
            assertThat(desk.page.locator(".me")).hasText(DeskStage.EVIL);
            desk.hears(
                    "{type: 'desk', name: server.name ?? document.body.dataset.agent, agents: [], conversations: []}");
            assertThat(desk.ask("window.hacked === undefined")).isEqualTo(true);
            assertThat(desk.ask("document.querySelectorAll('header img').length")).isEqualTo(1);
        });
    }
}
