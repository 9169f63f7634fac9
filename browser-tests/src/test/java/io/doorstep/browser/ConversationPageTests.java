package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import io.doorstep.stack.broker.InProcessBroker;
import io.doorstep.testing.broker.StoppableBroker;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two people, two browsers, one session, a real broker between them. */
@ExtendWith(ChromiumExtension.class)
class ConversationPageTests {
    private static final Pattern HELD = Pattern.compile("Not sent yet\\. .* Sending again in \\d+ secs?\\.");

    private static final HasAttributeOptions SLOWLY = new HasAttributeOptions().setTimeout(60_000);

    @TempDir
    Path folder = Path.of("");

    @Test
    void eachReadsTheOther_whenTwoShareASession(Browser browser) {
        try (InProcessBroker broker = InProcessBroker.start(folder, 0);
                Shop shop = Shop.open(at(broker));
                BrowserContext first = browser.newContext()) {
            ChatWindow ada = ChatWindow.open(first, shop);
            ada.awaitConnected();
            ada.say("Does it dim? <b>Really</b>");
            assertThat(ada.messages().locator(".bubble")).hasText(new String[]{"Does it dim? <b>Really</b>"});
            assertThat(ada.messages().first()).hasAttribute("data-status", "sent");
            try (BrowserContext second = browser.newContext(
                    new Browser.NewContextOptions().setStorageState(first.storageState()))) {
                ChatWindow bert = ChatWindow.open(second, shop);
                bert.awaitConnected();
                bert.say("Yes, down to 5 %");
                String[] both = {"Does it dim? <b>Really</b>", "Yes, down to 5 %"};
                assertThat(bert.messages().locator(".bubble")).hasText(both);
                assertThat(ada.messages().locator(".bubble")).hasText(both);
                assertThat(ada.messages().last()).hasClass("visitor");
                ada.page.reload();
                assertThat(ada.messages().locator(".bubble")).hasText(both);
            }
        }
    }

    @Test
    void messageWaitsInViewAndIsSentByItself_whenWrittenTooFast(Browser browser) {
        try (InProcessBroker broker = InProcessBroker.start(folder, 0);
                Shop shop = Shop.open(at(broker), "doorstep.limits.message-rate.limit=1",
                        "doorstep.limits.message-rate.window=4s");
                BrowserContext context = browser.newContext()) {
            ChatWindow chat = ChatWindow.open(context, shop);
            chat.awaitConnected();
            chat.say("First").say("Second");
            assertThat(chat.messages().last().locator(".meta")).hasText(HELD);
            assertThat(chat.messages().last()).hasAttribute("data-status", "sent");
            assertThat(chat.messages().locator(".bubble")).hasText(new String[]{"First", "Second"});
        }
    }

    @Test
    void messageIsReceivedAndDeliveredLater_whenKafkaIsAwayForAWhile(Browser browser) {
        try (StoppableBroker broker = new StoppableBroker();
                Shop shop = Shop.open("spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "doorstep.events.spool-max-bytes=10000000", "doorstep.data-dir=" + folder);
                BrowserContext context = browser.newContext()) {
            ChatWindow chat = ChatWindow.open(context, shop);
            chat.awaitConnected();
            chat.say("Before");
            assertThat(chat.messages().last()).hasAttribute("data-status", "sent", SLOWLY);
            broker.stop();
            chat.say("Meanwhile");
            assertThat(chat.messages().last()).hasAttribute("data-status", "pending", SLOWLY);
            chat.page.reload();
            assertThat(chat.messages().last()).hasAttribute("data-status", "pending", SLOWLY);
            broker.start();
            assertThat(chat.messages().last()).hasAttribute("data-status", "sent", SLOWLY);
            assertThat(chat.messages().locator(".bubble")).hasText(new String[]{"Before", "Meanwhile"});
        }
    }

    private static String at(InProcessBroker broker) {
        return "spring.kafka.bootstrap-servers=" + broker.bootstrapServers();
    }
}
