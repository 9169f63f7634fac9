package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.doorstep.stack.broker.InProcessBroker;
import io.doorstep.testing.machine.Ports;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A visitor and an agent from the greeting to the end, over a restart of the service and all it may say no to. */
@ExtendWith(ChromiumExtension.class)
class WholeConversationTests {
    private static final Pattern HELD = Pattern.compile("Not sent yet\\. .*Sending again in \\d+ secs?\\.");
    private static final LocatorAssertions.HasTextOptions SLOWLY = new LocatorAssertions.HasTextOptions()
            .setTimeout(30_000);

    @TempDir
    Path folder = Path.of("");

    private static Shop open(InProcessBroker broker, int port, Path data) {
        return Shop.open("server.port=" + port, "spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "doorstep.operator.password=p", "doorstep.limits.message-rate.limit=4",
                "doorstep.limits.message-rate.window=5s", "doorstep.pool.max-per-client=1",
                "doorstep.events.stop-within=5s", "doorstep.socket.drain-grace=1s", "doorstep.data-dir=" + data,
                "doorstep.events.spool-max-bytes=10000000");
    }

    @Test
    void nothingIsLostOrDoubled_fromTheGreetingOverARestartToARefusal(Browser browser) {
        int port = Ports.free();
        try (InProcessBroker broker = InProcessBroker.start(folder.resolve("broker"), 0);
                BrowserContext visitors = browser.newContext();
                BrowserContext agents = browser.newContext()) {
            ChatWindow visitor;
            Desk agent;
            try (Shop shop = open(broker, port, folder)) {
                visitor = ChatWindow.open(visitors, shop);
                visitor.awaitConnected();
                visitor.say("Good morning!");
                agent = Desk.signIn(agents, shop, "operator", "p");
                agent.conversation("11").click();
                assertThat(agent.bubbles()).hasText(new String[]{"Good morning!"});
                agent.composer().pressSequentially("Good");
                assertThat(visitor.part("typing")).hasText("operator is typing …");
                agent.say("Good morning, how can I help?");
                assertThat(visitor.messages().locator(".bubble"))
                        .hasText(new String[]{"Good morning!", "Good morning, how can I help?"});
            }
            visitor.say("Written while the chat was away");
            agent.say("So was this");
            try (Shop again = open(broker, port, folder)) {
                String[] all = {"Good morning!", "Good morning, how can I help?"};
                assertThat(visitor.messages().locator(".bubble").nth(3)).hasText(Pattern.compile("away|this"), SLOWLY);
                assertThat(agent.bubbles().nth(3)).hasText(Pattern.compile("away|this"), SLOWLY);
                assertThat(visitor.messages()).hasCount(4);
                assertThat(agent.bubbles()).hasCount(4);
                assertThat(visitor.messages().locator(".bubble").nth(0)).hasText(all[0]);
                assertThat(visitor.messages().locator(".bubble").nth(1)).hasText(all[1]);
                visitor.page.reload();
                assertThat(visitor.messages()).hasCount(4);
                visitor.awaitConnected();
                visitor.say("One").say("Two").say("Three").say("Four");
                assertThat(visitor.messages().last().locator(".meta")).hasText(HELD);
                assertThat(visitor.messages().last()).containsText("Four");
                assertThat(agent.bubbles().nth(7)).hasText("Four", SLOWLY);
                assertThat(visitor.messages()).hasCount(8);
                ChatWindow second = ChatWindow.open(visitors, again);
                assertThat(second.reason()).hasText("Too many chats are open from your network.");
                assertThat(second.countdown()).hasText(Pattern.compile("Trying again in \\d+ secs?\\."));
                second.page.close();
                agent.page.locator("#close").click();
                assertThat(visitor.page.locator("doorstep-chat")).containsText("operator closed this conversation");
            }
        }
    }
}
