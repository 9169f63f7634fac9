package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import io.doorstep.stack.broker.InProcessBroker;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A visitor and two agents, three browsers, a real service and a real broker between them. */
@ExtendWith(ChromiumExtension.class)
class DeskConversationTests {
    private static final String HASH = new BCryptPasswordEncoder(4).encode("p");
    private static final String[] EXCHANGE = {"Does it dim? <img src=x onerror=window.hacked=1>", "It does.",
            "Down to 5 %."};

    @TempDir
    Path folder = Path.of("");

    @Test
    void visitorAndAgentsHearEachOther_untilOneCloses(Browser browser) {
        try (InProcessBroker broker = InProcessBroker.start(folder, 0);
                Shop shop = Shop.open("spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "doorstep.users[0].name=Tom", "doorstep.users[0].password=" + HASH,
                        "doorstep.users[0].roles=agent", "doorstep.users[1].name=Ada",
                        "doorstep.users[1].password=" + HASH, "doorstep.users[1].roles=operator");
                BrowserContext visitors = browser.newContext();
                BrowserContext toms = browser.newContext();
                BrowserContext adas = browser.newContext()) {
            ChatWindow visitor = ChatWindow.open(visitors, shop);
            visitor.awaitConnected();
            visitor.say(EXCHANGE[0]);
            Desk tom = Desk.signIn(toms, shop, "Tom", "p");
            assertThat(tom.conversation("11").locator(".wait")).hasText(Pattern.compile("waiting \\d+ secs?"));
            assertThat(tom.page).hasTitle("(1) Desk – Doorstep");
            tom.conversation("11").click();
            assertThat(tom.bubbles()).hasText(new String[]{EXCHANGE[0]});
            assertThat(tom.page.locator("#visitor")).hasText("Visitor is here");
            tom.say(EXCHANGE[1]);
            assertThat(tom.messages().last()).hasAttribute("data-status", "sent");
            assertThat(visitor.messages().locator(".bubble")).hasCount(2);

            Desk ada = Desk.signIn(adas, shop, "Ada", "p");
            ada.conversation("11").click();
            assertThat(tom.page.locator("#here")).hasText("Ada is here too.");
            assertThat(ada.conversation("11").locator(".here")).hasText("Tom is here");
            ada.say(EXCHANGE[2]);
            assertThat(tom.messages().last()).hasText(Pattern.compile("Ada: Down to 5 %\\.Ada · .*"));
            assertThat(visitor.messages().locator(".bubble")).hasText(EXCHANGE);
            tom.page.reload();
            assertThat(tom.bubbles()).hasText(EXCHANGE);

            ada.page.locator("#close").click();
            assertThat(tom.messages().last()).containsText("Ada closed the conversation");
            assertThat(tom.page.locator("#closed-count")).hasText("1");
            visitor.page.close();
            assertThat(tom.page.locator("#visitor")).hasText("Visitor is gone · closed");
        }
    }
}
