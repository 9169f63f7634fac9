package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example of both sides in docs/client.md: the shop signs who its customer is, and the chat believes it. */
@ExtendWith(ChromiumExtension.class)
class ShopTokenTests {
    private static final String SECRET = "shared-with-the-shop-and-nobody-else";
    private static final String SESSION = """
            () => {
              const { state, sessionId } = document.querySelector("doorstep-chat").client;
              return state === "connected" ? sessionId : null;
            }""";

    /** As the example signs it, in Node. */
    private static String tokenOf(String customer, long millis) throws IOException, InterruptedException {
        Path example = Path.of("..", "docs", "examples", "shop-token.mjs").toAbsolutePath().normalize();
        Process node;
        try {
            node = new ProcessBuilder("node", "--input-type=module", "-e",
                    "import { sign } from '%s'; process.stdout.write(sign('%s', '%s', %d));".formatted(example.toUri(),
                            customer, SECRET, millis))
                    .redirectErrorStream(true).start();
        } catch (IOException missing) {
            return Assumptions.abort("There is no Node on the path");
        }
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void customersHaveConversationsOfTheirOwn_andAnExpiredTokenIsRenewed(Browser browser) throws Exception {
        long now = System.currentTimeMillis();
        String expired = tokenOf("ada", now - 3_600_000);
        String fresh = tokenOf("ada", now);
        String other = tokenOf("ben", now);
        try (Shop shop = Shop.open("doorstep.jwt.secret=" + SECRET); BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.route("**/chat-token", route -> route.fulfill(new Route.FulfillOptions().setBody(fresh)));
            page.navigate(shop.url("/products/11"));
            page.evaluate("""
                    (expired) => {
                      const chat = document.querySelector("doorstep-chat");
                      chat.token = expired;
                      chat.getToken = async () => (await fetch("/chat-token")).text();
                    }""", expired);
            String adas = sessionOf(page);
            page.evaluate("(other) => { document.querySelector('doorstep-chat').token = other; }", other);
            page.waitForCondition(() -> !adas.equals(page.evaluate(SESSION)));
            assertThat(sessionOf(page)).startsWith("t2.");
            page.evaluate("(token) => { document.querySelector('doorstep-chat').token = token; }", fresh);
            page.waitForCondition(() -> adas.equals(page.evaluate(SESSION)));
        }
    }

    private static String sessionOf(Page page) {
        page.waitForCondition(() -> page.evaluate(SESSION) != null);
        return (String) page.evaluate(SESSION);
    }
}
