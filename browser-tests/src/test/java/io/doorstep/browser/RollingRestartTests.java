package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.doorstep.stack.broker.InProcessBroker;
import io.doorstep.testing.machine.Alone;
import io.doorstep.testing.socket.SpreadingProxy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * All instances are replaced behind a balancer that spreads each request at random, while people talk: within the limits, or
 * with {@code -Ddoorstep.test.conversations=500} in so many conversations of two.
 */
@ExtendWith(ChromiumExtension.class)
@Alone
class RollingRestartTests {
    private static final int USUAL = 10;
    private static final int CONVERSATIONS = Integer.getInteger("doorstep.test.conversations", USUAL);
    /** A browser opens 255 sockets to a host at most. */
    private static final int MOST_IN_A_BROWSER = 100;
    /** Between two messages of one client, for 40 in a second of them all. */
    private static final int PAUSE_MS = CONVERSATIONS * 50;
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
        List<String> settings = new ArrayList<>(List.of("spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "doorstep.operator.password=p", "doorstep.trusted-proxies=127.0.0.1", "doorstep.socket.drain-grace=10s",
                "doorstep.events.stop-within=5s", "doorstep.limits.message-rate.limit=100000",
                "doorstep.limits.ceiling=100000", "doorstep.data-dir=" + folder.resolve(name),
                "doorstep.events.spool-max-bytes=10000000"));
        if (CONVERSATIONS > USUAL) {
            settings.addAll(List.of("doorstep.limits.connection-rate.limit=100000", "doorstep.pool.max-per-client=5000",
                    "doorstep.pool.max-connections=5000", "doorstep.pool.reserved=0",
                    "doorstep.pool.network-share=0", "doorstep.requests.per-second=0",
                    "doorstep.requests.max-per-client=5000"));
        }
        Shop shop = Shop.open(settings.toArray(String[]::new));
        proxy.add(shop.port());
        return shop;
    }

    /** The balancer goes on asking an instance that stops, until it has. */
    private static void leave(SpreadingProxy proxy, Shop stopping) {
        stopping.close();
        proxy.remove(stopping.port());
    }

    private static List<Page> crowds(Browser browser, SpreadingProxy proxy) throws IOException {
        List<Page> crowds = new ArrayList<>();
        for (int left = CONVERSATIONS; left > 0; left -= MOST_IN_A_BROWSER) {
            Page crowd = browser.newContext().newPage();
            crowd.navigate(proxy.url("/sign-in"));
            crowd.evaluate(script(), List.of(crowds.size(), Math.min(left, MOST_IN_A_BROWSER), PAUSE_MS));
            crowds.add(crowd);
        }
        return crowds;
    }

    /** How often clients have moved, which have noticed nothing of it. */
    private static int moves(Page crowd) {
        Map<?, ?> seen = (Map<?, ?>) crowd.evaluate("() => window.stopTalking()");
        assertThat(seen.get("wrong")).isEqualTo(List.of());
        assertThat(seen.get("states")).isEqualTo(List.of());
        assertThat(seen.get("withoutSocketMs")).isEqualTo(0);
        crowd.context().close();
        return seen.get("moves") instanceof Integer moves ? moves : 0;
    }

    @Test
    void nobodySeesIt_whenOneInstanceAfterTheOtherIsReplaced(Browser browser) throws IOException {
        try (InProcessBroker broker = InProcessBroker.start(folder.resolve("broker"), 0);
                SpreadingProxy proxy = new SpreadingProxy();
                Shop first = join(broker, proxy, "first");
                Shop second = join(broker, proxy, "second");
                BrowserContext visitors = browser.newContext();
                BrowserContext agents = browser.newContext()) {
            Page page = visitors.newPage();
            page.navigate(proxy.url("/products/11"));
            ChatWindow visitor = new ChatWindow(page);
            visitor.awaitConnected();
            visitor.say("Before");
            Desk agent = Desk.signInAt(agents.newPage(), proxy.url("/desk"), "operator", "p");
            agent.conversation("11").first().click();
            assertThat(agent.bubbles()).hasText(new String[]{"Before"});
            agent.page.evaluate(STATES);
            List<Page> crowds = crowds(browser, proxy);

            try (Shop third = join(broker, proxy, "third")) {
                leave(proxy, first);
                agent.say("Between");
                try (Shop fourth = join(broker, proxy, "fourth")) {
                    leave(proxy, second);
                    visitor.say("After");
                    assertThat(agent.bubbles()).hasText(new String[]{"Before", "Between", "After"});
                    assertThat(visitor.messages()).hasCount(3);
                    assertThat(crowds.stream().mapToInt(RollingRestartTests::moves).sum())
                            .isGreaterThanOrEqualTo(2 * CONVERSATIONS);
                    assertThat(agent.page.evaluate("() => window.states")).isEqualTo(List.of("connected"));
                    assertThat(third.port()).isNotEqualTo(fourth.port());
                }
            }
        }
    }
}
