package io.doorstep.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.doorstep.stack.InProcessBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A proxy forgets the connections of a visitor and an agent without ending them: a real service, a real broker. */
@ExtendWith(ChromiumExtension.class)
class ForgetfulProxyTests {
    private static final LocatorAssertions.HasTextOptions WITHIN_THE_PATIENCE = new LocatorAssertions.HasTextOptions()
            .setTimeout(20_000);

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

            proxy.forget();
            visitor.say("Into the silence");
            agent.say("So is this");
            assertThat(visitor.reason()).hasText("The chat no longer answers.", WITHIN_THE_PATIENCE);
            assertThat(agent.page.locator("#reason")).hasText("The chat no longer answers.", WITHIN_THE_PATIENCE);
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
            Page page = context.newPage();
            page.clock().install();
            page.navigate(proxy.url("/products/11"));
            ChatWindow visitor = new ChatWindow(page);
            visitor.awaitConnected();
            String connection = connectionOf(visitor);
            page.clock().runFor(26_000);
            page.waitForCondition(() -> connection.equals(connectionOf(visitor)));
            proxy.forget();
            page.clock().runFor(60_000);
            page.waitForCondition(() -> {
                page.clock().runFor(1_000);
                String now = connectionOf(visitor);
                return !now.isEmpty() && !now.equals(connection);
            });
            visitor.awaitConnected();
        }
    }

    private static String connectionOf(ChatWindow chat) {
        return (String) chat.page.evaluate("() => document.querySelector('doorstep-chat').client.connectionId ?? ''");
    }
}
