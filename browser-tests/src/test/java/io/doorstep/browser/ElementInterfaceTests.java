package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a page can do with the element, what it is told, and what visitors can do beside writing. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElementInterfaceTests {
    private final WidgetStage stage;

    ElementInterfaceTests(Browser browser) {
        stage = new WidgetStage(browser);
    }

    @AfterAll
    void close() {
        stage.close();
    }

    private void visit(String name, BiConsumer<FakeChat, ChatWindow> visit) {
        stage.visit(Screen.DESKTOP, name, (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE).remembers(true, WidgetStage.TALK);
            stage.openPage(chat);
            assertThat(chat.messages()).hasCount(3);
            visit.accept(server, chat);
        });
    }

    private static Object run(ChatWindow chat, String script) {
        return chat.page.evaluate("async () => { const chat = document.querySelector('doorstep-chat');" + script + "}");
    }

    /** Sentences of the console that begin with the product's name, while a script runs. */
    private static List<String> complaints(ChatWindow chat, String script) {
        List<String> lines = new ArrayList<>();
        chat.page.onConsoleMessage(line -> lines.add(line.text()));
        chat.page.waitForConsoleMessage(new Page.WaitForConsoleMessageOptions()
                .setPredicate((ConsoleMessage line) -> line.text().equals("done")),
                () -> run(chat, script + "await new Promise((then) => setTimeout(then, 0)); console.log('done');"));
        return lines.stream().filter(line -> line.startsWith("Doorstep: ")).toList();
    }

    @Test
    void propertiesAreAttributes_andTheOtherWayRound() {
        visit("properties", (server, chat) -> {
            assertThat(run(chat,
                    """
                    chat.productId = 12; chat.heading = "Fragen?"; chat.theme = "dark"; chat.productName = "Lamp";
                    chat.setAttribute("session-id", "ada");
                    return [chat.getAttribute("product-id"), chat.heading, chat.theme, chat.sessionId, chat.productName];"""))
                    .isEqualTo(List.of("12", "Fragen?", "dark", "ada", "Lamp"));
            chat.page.waitForCondition(() -> server.conversations().equals(List.of("12/ada")));
            assertThat(chat.page.locator("doorstep-chat h2")).hasText("Fragen?");
            run(chat, "chat.sessionId = null; chat.heading = undefined; chat.theme = null;");
            assertThat(chat.page.locator("doorstep-chat h2")).hasText("Questions? Ask us");
        });
    }

    @Test
    void propertiesHold_thatWereSetBeforeTheElementWasKnown() {
        visit("upgraded", (server, chat) -> {
            run(chat, """
                    chat.remove();
                    const early = document.createElement("x-early"); early.productId = "13"; early.open = true;
                    early.texts = { heading: "Early" };
                    customElements.define("x-early", class extends chat.constructor {});
                    document.body.append(early); customElements.upgrade(early);""");
            chat.page.waitForCondition(() -> server.conversations().equals(List.of("13/s1")));
            assertThat(chat.page.locator("x-early h2")).hasText("Early");
            run(chat, "document.querySelector('x-early').remove();");
        });
    }

    @Test
    void pageOpensClosesAndSpeaks_asTheVisitorWould() {
        visit("methods", (server, chat) -> {
            run(chat, "await chat.close();");
            assertThat(chat.launcher()).isFocused();
            run(chat, "await chat.open();");
            assertThat(chat.input()).isFocused();
            assertThat((Boolean) run(chat, "chat.open = false; return chat.isOpen;")).isFalse();
            assertThat((Boolean) run(chat,
                    "chat.open = true; return typeof chat.sendMessage('From the page') === 'string';")).isTrue();
            assertThat(chat.messages().last().locator(".bubble")).hasText("From the page");
            assertThat(chat.messages().last()).hasAttribute("data-status", "sent");
            assertThat(run(chat, "return chat.sendMessage(' ');")).isNull();
        });
    }

    @Test
    void eventsBubbleToTheDocument_andNoFurther() {
        visit("events", (server, chat) -> {
            run(chat, """
                    window.told = [];
                    for (const type of ["state", "message", "unread", "rejected"]) {
                      document.addEventListener(type, ({ detail }) => told.push(`${type} ${detail.text ?? detail.count ?? detail.state}`));
                      window.addEventListener(type, () => told.push("window"));
                    }
                    await chat.close();""");
            server.says(FakeChat.message(7, "agent", "Mia", "Anything else?"));
            server.says(
                    "{\"type\":\"error\",\"code\":\"MESSAGE_RATE_LIMIT_EXCEEDED\",\"client_message_id\":\"none\"}");
            chat.page.waitForFunction("() => told.length === 3");
            assertThat(chat.page.evaluate("told")).isEqualTo(List.of("unread 1", "message Anything else?",
                    "rejected You are writing faster than the chat can take."));
        });
    }

    @Test
    void unreadMessagesStandInTheTitle_untilTheyAreRead() {
        visit("title", (server, chat) -> {
            String title = chat.page.title();
            run(chat, "await chat.close();");
            server.says(FakeChat.message(7, "agent", "Mia", "One")).says(FakeChat.message(8, "agent", "Mia", "Two"));
            assertThat(chat.page).hasTitle("(2) " + title);
            run(chat, "document.title += ' – new';");
            server.says(FakeChat.message(9, "agent", "Mia", "Three"));
            assertThat(chat.page).hasTitle("(3) " + title + " – new");
            run(chat, "await chat.open();");
            assertThat(chat.page).hasTitle(title + " – new");
        });
    }

    @Test
    void lazyChatOpensNoSocket_untilItIsOpenedOrAwaitsAnAnswer() {
        stage.visit(Screen.DESKTOP, "lazy", (server, chat) -> {
            server.admits(",\"agents\":1,\"conversation\":\"waiting\"").remembers(true, WidgetStage.TALK[0]);
            chat.page.context().addInitScript("""
                    new MutationObserver(() => {
                      const chat = document.querySelector("doorstep-chat");
                      if (chat !== null && !chat.hasAttribute("connect")) chat.setAttribute("connect", "lazy");
                    }).observe(document, { childList: true, subtree: true });""");
            chat.page.navigate(stage.url("/products/11"));
            assertThat(chat.launcher()).isVisible();
            assertThat(run(chat, "return chat.client.state;")).isEqualTo("stopped");
            assertThat(server.conversations()).isEmpty();
            chat.launcher().click();
            chat.awaitConnected();
            chat.say("And the shade?");
            assertThat(chat.messages().last()).hasAttribute("data-status", "sent");
            chat.page.evaluate("() => sessionStorage.clear()");
            chat.page.reload();
            assertThat(chat.launcher()).isVisible();
            chat.page.waitForCondition(() -> server.conversations().size() == 1);
            chat.launcher().click();
        });
    }

    @Test
    void mistakesAreSaidInTheConsole_once() {
        visit("mistakes", (server, chat) -> {
            String mistakes = """
                    chat.setAttribute("theme", "blue"); chat.setAttribute("connect", "later"); chat.token = "no token";
                    chat.getToken = "neither"; chat.setAttribute("base-url", "chat.example");
                    chat.setAttribute("session-id", "a b"); chat.setAttribute("product-id", "x/y");""";
            assertThat(complaints(chat, mistakes)).hasSize(7)
                    .anyMatch(line -> line.contains("theme=\"blue\" is not known: write light, dark or auto."))
                    .anyMatch(line -> line.contains("product-id=\"x/y\" is none"));
            assertThat(complaints(chat, mistakes.replace("\"blue\"", "\"auto\""))).isEmpty();
        });
    }

    @Test
    void pageThatMayNotIsNamed_withTheSettingThatLetsItIn() {
        stage.visit(Screen.DESKTOP, "not-allowed", (server, chat) -> {
            server.refuses("ORIGIN_NOT_ALLOWED", ",\"retry_after_ms\":0,\"reconnect\":false");
            List<String> lines = new ArrayList<>();
            chat.page.onConsoleMessage(line -> lines.add(line.text()));
            stage.openPage(chat);
            assertThat(chat.state()).hasText("Not available");
            String origin = stage.url("").replaceAll("/$", "");
            assertThat(lines).contains("Doorstep: pages of " + origin + " may not open a chat at " + origin
                    + ". Name this origin in the chat service's setting doorstep.origins: doorstep.origins=" + origin);
        });
    }

    @Test
    void addressesAreLinks_andNothingElseIs() {
        visit("links", (server, chat) -> {
            server.says(FakeChat.message(7, "agent", "Mia",
                    "See https://shop.example/a_(b)?x=1, (http://x.example). javascript:alert(1) <a href=x>y</a> https://"));
            var links = chat.messages().last().locator("a");
            assertThat(links).hasText(new String[]{"https://shop.example/a_(b)?x=1", "http://x.example"});
            assertThat(links.first()).hasAttribute("href", "https://shop.example/a_(b)?x=1");
            assertThat(links.first()).hasAttribute("rel", "noopener noreferrer nofollow ugc");
            assertThat(links.first()).hasAttribute("target", "_blank");
            assertThat(chat.messages().last().locator(".bubble")).hasText(
                    "See https://shop.example/a_(b)?x=1, (http://x.example). javascript:alert(1) <a href=x>y</a> https://");
        });
    }

    @Test
    void visitorReadsWhatWasSeen_andTheNumberOfALimit() {
        visit("seen", (server, chat) -> {
            chat.say("Thank you!");
            assertThat(chat.messages().last()).hasAttribute("data-status", "sent");
            assertThat(chat.messages().nth(2).locator(".meta")).hasText("2 Mar, 09:03");
            server.says("{\"type\":\"read\",\"up_to\":3}");
            assertThat(chat.messages().nth(2).locator(".meta")).hasText("2 Mar, 09:03 · Seen");
            server.says("{\"type\":\"read\",\"up_to\":101}");
            assertThat(chat.messages().last().locator(".meta")).hasText(Pattern.compile(".* · Seen"));
            assertThat(chat.messages().nth(2).locator(".meta")).hasText("2 Mar, 09:03");
            server.answers("""
                    {"type":"error","code":"MESSAGE_RATE_LIMIT_EXCEEDED","client_message_id":"%s","retry_after_ms":20000,\
                    "limit":30,"window_ms":60000,"reconnect":true}""");
            chat.say("Once more");
            assertThat(chat.messages().last().locator(".meta")).hasText(Pattern.compile(
                    "Not sent yet\\. You are writing faster than the chat can take\\. The limit is 30 in 60 seconds\\. .*"));
        });
    }

    @Test
    void conversationIsCopiedAndSaved_andNothingOfItIsSent() {
        visit("transcript", (server, chat) -> {
            chat.page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            chat.part("more").click();
            chat.page.getByText("Copy the conversation").click();
            assertThat(chat.spoken().first()).hasText("The conversation is copied.");
            String copied = (String) chat.page.evaluate("() => navigator.clipboard.readText()");
            assertThat(copied.lines()).hasSize(3).element(1).asString().matches(
                    "2 Mar 2026, 09:02 – Mia: It does: touch the foot for three steps, or keep your hand there to dim it all the way\\.");
            chat.part("more").click();
            Download saved = chat.page.waitForDownload(() -> chat.page.getByText("Save the conversation").click());
            assertThat(saved.suggestedFilename()).isEqualTo("chat-11.txt");
            try {
                assertThat(Files.readString(saved.path())).isEqualTo(copied + "\n");
            } catch (IOException unreadable) {
                throw new AssertionError(unreadable);
            }
            chat.part("more").click();
            chat.page.getByText("Sound for new messages").click();
            assertThat(chat.page.getByText("Sound for new messages")).hasAttribute("aria-pressed", "true");
            chat.page.keyboard().press("Escape");
            assertThat(chat.part("menu")).isHidden();
            assertThat(chat.part("more")).isFocused();
        });
    }
}
