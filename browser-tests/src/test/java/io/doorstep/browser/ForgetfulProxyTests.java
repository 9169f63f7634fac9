package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.doorstep.stack.broker.InProcessBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A proxy forgets the connections of a visitor and an agent without ending them: a real service, a real broker. */
@ExtendWith(ChromiumExtension.class)
class ForgetfulProxyTests {
    /** The silence after which the page asks, the time that it waits for the answer, and the way back: about 37 s. */
    private static final Page.WaitForConditionOptions SILENCE_AND_ANSWER = new Page.WaitForConditionOptions()
            .setTimeout(60_000);
    private static final String SILENT = "The chat no longer answers.";

    @TempDir
    Path folder = Path.of("");

    @Test
    void bothAreToldAndNothingIsLostOrDoubled_whenTheirConnectionsGoSilent(Browser browser) {
        try (InProcessBroker broker = InProcessBroker.start(folder, 0);
                Shop shop = Shop.open("spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "doorstep.operator.password=p");
                ForgetfulProxy proxy = new ForgetfulProxy(shop);
                BrowserContext visitors = browser.newContext();
                BrowserContext agents = browser.newContext()) {
            ChatWindow visitor = proxy.open(visitors);
            visitor.awaitConnected();
            visitor.say("Before");
            Desk agent = Desk.signInAt(agents.newPage(), proxy.url("/desk"), "operator", "p");
            agent.conversation("11").click();
            assertThat(agent.bubbles()).hasText(new String[]{"Before"});

            recordReasons(visitor.page, "document.querySelector('doorstep-chat').shadowRoot");
            recordReasons(agent.page, "document");
            proxy.forget();
            visitor.say("Into the silence");
            agent.say("So is this");
            visitor.page.waitForCondition(() -> reasons(visitor.page).contains(SILENT));
            agent.page.waitForCondition(() -> reasons(agent.page).contains(SILENT));
            visitor.awaitConnected();
            assertThat(visitor.messages()).hasCount(3);
            assertThat(agent.bubbles()).hasCount(3);
            assertThat(visitor.page.locator("doorstep-chat li[data-status=sent]")).hasCount(3);
        }
    }

    @Test
    void visitorComesBack_whenNobodyWroteAnything(Browser browser) {
        try (Shop shop = Shop.open();
                ForgetfulProxy proxy = new ForgetfulProxy(shop);
                BrowserContext context = browser.newContext()) {
            ChatWindow visitor = proxy.open(context);
            visitor.awaitConnected();
            String connection = connectionOf(visitor);
            proxy.forget();
            visitor.page.waitForCondition(() -> {
                String now = connectionOf(visitor);
                return !now.isEmpty() && !now.equals(connection);
            }, SILENCE_AND_ANSWER);
            visitor.awaitConnected();
        }
    }

    /** A reason is shown for as long as it takes to come back, which can be less than a look at the page. */
    private static void recordReasons(Page page, String root) {
        page.evaluate("""
                () => {
                  const reason = %s.querySelector("#reason");
                  window.reasons = [];
                  new MutationObserver(() => window.reasons.push(reason.textContent))
                      .observe(reason, { childList: true, characterData: true, subtree: true });
                }""".formatted(root));
    }

    private static String reasons(Page page) {
        return (String) page.evaluate("() => window.reasons.join()");
    }

    private static String connectionOf(ChatWindow chat) {
        return (String) chat.page.evaluate("() => document.querySelector('doorstep-chat').client.connectionId ?? ''");
    }
}
