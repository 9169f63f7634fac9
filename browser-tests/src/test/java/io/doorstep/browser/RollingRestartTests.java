package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.doorstep.stack.broker.InProcessBroker;
import io.doorstep.testing.socket.SpreadingProxy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** All instances are replaced behind a balancer that spreads each request at random, while people talk. */
@ExtendWith(ChromiumExtension.class)
class RollingRestartTests {
    private static final int CONVERSATIONS = 10;
    private static final String STATES = """
            () => {
              window.states = [document.body.dataset.state];
              new MutationObserver(() => window.states.push(document.body.dataset.state))
                .observe(document.body, { attributes: true, attributeFilter: ["data-state"] });
            }""";

    @TempDir
    Path folder = Path.of("");

    private static String script() throws IOException {
        try (InputStream in = RollingRestartTests.class.getResourceAsStream("talking-clients.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** An instance that the others know, and the balancer. */
    private Shop join(InProcessBroker broker, SpreadingProxy proxy, String name) {
        Shop shop = Shop.open("spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "doorstep.operator.password=p", "doorstep.trusted-proxies=127.0.0.1", "doorstep.socket.drain-grace=10s",
                "doorstep.events.stop-within=5s", "doorstep.limits.message-rate.limit=100000",
                "doorstep.limits.ceiling=100000", "doorstep.data-dir=" + folder.resolve(name),
                "doorstep.events.spool-max-bytes=10000000");
        proxy.add(shop.port());
        return shop;
    }

    /** The balancer goes on asking an instance that stops, until it has. */
    private static void leave(SpreadingProxy proxy, Shop stopping) {
        stopping.close();
        proxy.remove(stopping.port());
    }

    @Test
    void nobodySeesIt_whenOneInstanceAfterTheOtherIsReplaced(Browser browser) throws IOException {
        try (InProcessBroker broker = InProcessBroker.start(folder.resolve("broker"), 0);
                SpreadingProxy proxy = new SpreadingProxy();
                Shop first = join(broker, proxy, "first");
                Shop second = join(broker, proxy, "second");
                BrowserContext visitors = browser.newContext();
                BrowserContext agents = browser.newContext()) {
            Page crowd = visitors.newPage();
            crowd.navigate(proxy.url("/products/11"));
            ChatWindow visitor = new ChatWindow(crowd);
            visitor.awaitConnected();
            visitor.say("Before");
            Desk agent = Desk.signInAt(agents.newPage(), proxy.url("/desk"), "operator", "p");
            agent.conversation("11").first().click();
            assertThat(agent.bubbles()).hasText(new String[]{"Before"});
            agent.page.evaluate(STATES);
            crowd.evaluate(script(), CONVERSATIONS);

            try (Shop third = join(broker, proxy, "third")) {
                leave(proxy, first);
                agent.say("Between");
                try (Shop fourth = join(broker, proxy, "fourth")) {
                    leave(proxy, second);
                    visitor.say("After");
                    assertThat(agent.bubbles()).hasText(new String[]{"Before", "Between", "After"});
                    assertThat(visitor.messages()).hasCount(3);
                    Map<?, ?> seen = (Map<?, ?>) crowd.evaluate("() => window.stopTalking()");
                    assertThat(seen.get("wrong")).isEqualTo(List.of());
                    assertThat(seen.get("states")).isEqualTo(List.of());
                    assertThat(seen.get("withoutSocketMs")).isEqualTo(0);
                    assertThat(seen.get("moves")).asInstanceOf(InstanceOfAssertFactories.INTEGER)
                            .isGreaterThanOrEqualTo(2 * CONVERSATIONS);
                    assertThat(agent.page.evaluate("() => window.states")).isEqualTo(List.of("connected"));
                    assertThat(third.port()).isNotEqualTo(fourth.port());
                }
            }
        }
    }
}
