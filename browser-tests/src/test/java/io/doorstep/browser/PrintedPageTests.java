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
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On paper: the shop's page without the chat, and of the desk the conversation. What is printed is left in target/widget. */
@ExtendWith(ChromiumExtension.class)
class PrintedPageTests {
    private static final Page.EmulateMediaOptions PAPER = new Page.EmulateMediaOptions().setMedia(Media.PRINT);
    private static final Page.EmulateMediaOptions SCREEN = new Page.EmulateMediaOptions().setMedia(Media.SCREEN);

    private static void print(Page page, String name) {
        page.pdf(new Page.PdfOptions().setFormat("A4").setPath(Path.of("target", "widget", name)));
    }

    @Test
    void chatIsNotPrinted(Browser browser) {
        try (WidgetStage stage = new WidgetStage(browser)) {
            stage.visit(Screen.DESKTOP, "printed", (server, chat) -> {
                server.admits(WidgetStage.MIA_IS_THERE).remembers(true, WidgetStage.TALK);
                stage.openPage(chat);
                chat.page.addStyleTag(new Page.AddStyleTagOptions().setUrl(stage.url("/product.css")));
                chat.page.emulateMedia(PAPER);
                assertThat(chat.page.locator("doorstep-chat")).isHidden();
                chat.page.evaluate(
                        "() => document.querySelector('doorstep-chat').style.setProperty('display', 'block', 'important')");
                assertThat(chat.page.locator("doorstep-chat")).isHidden();
                assertThat(chat.page.locator("h1")).isVisible();
                print(chat.page, "product.pdf");
                chat.page.emulateMedia(SCREEN);
                assertThat(chat.part("panel")).isVisible();
            });
        }
    }

    @Test
    void deskPrintsTheConversationFromItsFirstMessageToItsLast(Browser browser) {
        try (DeskStage stage = new DeskStage(browser)) {
            stage.visit(desk -> {
                desk.hears(deskWith(summary("11", "open", said("Hello?", JUST_NOW))));
                print(desk.page, "desk-list.pdf");
                desk.choose(desk.conversation("11"));
                desk.hears(opened("11", IntStream.range(0, 60).mapToObj(i -> message(i,
                        i % 3 == 0 ? "author: 'agent', author_name: 'Tom'" : "author: 'visitor'", "Message " + i))
                        .toArray(String[]::new)));
                assertThat(desk.messages()).hasCount(60);
                desk.page.emulateMedia(PAPER);
                for (String unprinted : new String[]{"#composer", "#list", "header", "#close", "#back"}) {
                    assertThat(desk.page.locator(unprinted)).isHidden();
                }
                assertThat(desk.page.locator("#title")).isVisible();
                assertThat((Boolean) desk.ask(
                        "document.getElementById('log').scrollHeight <= document.getElementById('log').clientHeight"))
                        .isTrue();
                assertThat(desk.bubbles().first()).hasCSS("color", "rgb(0, 0, 0)");
                print(desk.page, "desk-conversation.pdf");
                desk.page.emulateMedia(SCREEN);
                assertThat(desk.composer()).isVisible();
            });
        }
    }
}
