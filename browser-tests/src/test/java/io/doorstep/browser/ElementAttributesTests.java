package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The element follows its attributes and its place in the page, as frameworks change them. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElementAttributesTests {
    private final WidgetStage stage;

    ElementAttributesTests(Browser browser) {
        stage = new WidgetStage(browser);
    }

    @AfterAll
    void close() {
        stage.close();
    }

    /** Product 11 with its chat open, connected, and with what was said. */
    private void visit(String name, BiConsumer<FakeChat, ChatWindow> visit) {
        stage.visit(Screen.DESKTOP, name, (server, chat) -> {
            server.admits(WidgetStage.MIA_IS_THERE).remembers(true, WidgetStage.TALK);
            stage.openPage(chat);
            assertThat(chat.messages()).hasCount(3);
            assertThat(server.conversations()).containsExactly("11/s1");
            visit.accept(server, chat);
        });
    }

    private static void await(ChatWindow chat, BooleanSupplier condition) {
        chat.page.waitForCondition(condition);
    }

    private static void run(ChatWindow chat, String script) {
        chat.page.evaluate("async () => { const chat = document.querySelector('doorstep-chat');" + script + "}");
    }

    @Test
    void chatBegins_whenTheProductIsSetAfterInsertion() {
        visit("inserted-first", (server, chat) -> {
            run(chat,
                    "const late = document.createElement('doorstep-chat'); late.toggleAttribute('open', true); chat.replaceWith(late);");
            assertThat(chat.state()).hasText("Not connected");
            assertThat(chat.input()).isDisabled();
            await(chat, () -> server.conversations().isEmpty());
            run(chat, "chat.setAttribute('product-id', '12');");
            chat.awaitConnected();
            assertThat(chat.input()).isEnabled();
            assertThat(server.conversations()).containsExactly("12/s1");
        });
    }

    @Test
    void onlyOneSocketIsOpened_whenAttributesAreSetOneByOne() {
        visit("one-by-one", (server, chat) -> {
            run(chat, """
                    const late = document.createElement("doorstep-chat"); late.setAttribute("product-id", "12");
                    chat.replaceWith(late); late.setAttribute("base-url", "https://chat.example/");
                    late.setAttribute("session-id", "of-the-page"); late.setAttribute("product-id", "13");""");
            await(chat, () -> server.conversations().equals(List.of("13/of-the-page")));
            assertThat(server.host()).isEqualTo("chat.example");
        });
    }

    @Test
    void oldConversationIsLeft_whenTheProductChanges() {
        visit("product-changed", (server, chat) -> {
            chat.input().fill("Half a thought about the lamp");
            server.says("{\"type\":\"typing\",\"author\":\"agent\",\"author_name\":\"Mia\"}");
            assertThat(chat.part("typing")).hasText("Mia is typing …");
            server.remembers(true, FakeChat.message(9, "agent", "Tom", "About the throw?"));
            run(chat, "chat.setAttribute('product-id', '22');");
            assertThat(chat.messages().locator(".bubble")).hasText(new String[]{"About the throw?"});
            assertThat(chat.input()).hasValue("");
            assertThat(chat.part("typing")).hasText("");
            assertThat(chat.part("panel")).isVisible();
            assertThat(server.conversations()).containsExactly("22/s1");
            server.remembers(true, WidgetStage.TALK);
            run(chat, "chat.setAttribute('product-id', '11');");
            assertThat(chat.messages()).hasCount(3);
            assertThat(chat.input()).hasValue("Half a thought about the lamp");
            run(chat, "chat.removeAttribute('product-id');");
            assertThat(chat.messages()).hasCount(0);
            await(chat, () -> server.conversations().isEmpty());
            run(chat, "chat.setAttribute('product-id', '11');");
            chat.awaitConnected();
        });
    }

    @Test
    void conversationIsTheOneOfThePage_whenTheSessionChanges() {
        visit("session-changed", (server, chat) -> {
            chat.input().fill("Not for Ada");
            run(chat, "chat.setAttribute('session-id', 'ada');");
            await(chat, () -> server.conversations().equals(List.of("11/ada")));
            assertThat(chat.input()).hasValue("");
            run(chat, "chat.removeAttribute('session-id');");
            await(chat, () -> server.conversations().equals(List.of("11/s1")));
            assertThat(chat.input()).hasValue("Not for Ada");
        });
    }

    @Test
    void headingIsTheOneOfTheAttribute_whenItChanges() {
        visit("heading", (server, chat) -> {
            for (String heading : new String[]{"Fragen? Gern!", "<b>Hi</b>"}) {
                run(chat, "chat.setAttribute('heading', '" + heading + "');");
                assertThat(chat.page.locator("doorstep-chat h2")).hasText(heading);
            }
            run(chat, "chat.removeAttribute('heading');");
            assertThat(chat.page.locator("doorstep-chat h2")).hasText("Questions? Ask us");
            assertThat(server.conversations()).containsExactly("11/s1");
        });
    }

    @Test
    void connectionIsKept_whenTheElementIsMoved() {
        visit("moved", (server, chat) -> {
            run(chat,
                    "window.before = chat.client; document.body.prepend(chat); chat.remove(); document.querySelector('main').append(chat);");
            chat.say("Still here");
            assertThat(chat.messages().last()).hasAttribute("data-status", "sent");
            assertThat((Boolean) chat.page
                    .evaluate("() => window.before === document.querySelector('doorstep-chat').client"))
                    .isTrue();
            assertThat(server.conversations()).containsExactly("11/s1");
        });
    }

    @Test
    void connectionIsLeftAndBegunAgain_whenTheElementIsTakenOutAndPutBack() {
        visit("put-back", (server, chat) -> {
            run(chat, "window.kept = chat; chat.remove();");
            await(chat, () -> server.conversations().isEmpty());
            run(chat, "document.body.append(window.kept);");
            chat.awaitConnected();
            assertThat(chat.messages()).hasCount(3);
            chat.say("Back again");
            assertThat(chat.messages().last()).hasAttribute("data-status", "sent");
        });
    }

    @Test
    void eachTalksAboutItsOwnProduct_whenThereAreTwo() {
        visit("two", (server, chat) -> {
            run(chat, """
                    const other = document.createElement("doorstep-chat"); other.setAttribute("product-id", "12");
                    other.id = "other"; other.style.inset = "auto auto 24px 24px"; document.body.append(other);
                    chat.setAttribute("product-id", "13");""");
            await(chat, () -> List.of("12/s1", "13/s1").equals(server.conversations().stream().sorted().toList()));
            run(chat, "document.getElementById('other').remove();");
            await(chat, () -> server.conversations().equals(List.of("13/s1")));
            chat.awaitConnected();
        });
    }
}
