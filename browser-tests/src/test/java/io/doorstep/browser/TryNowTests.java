package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The button by which a visitor ends a wait: one press is one attempt, and the server decides. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TryNowTests {
    private static final String A_MINUTE = ",\"retry_after_ms\":60000,\"reconnect\":true";

    private final WidgetStage stage;

    TryNowTests(Browser browser) {
        stage = new WidgetStage(browser);
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void visitorIsLetIn_whenAnOperatorHasReset(Browser browser) {
        try (Shop shop = Shop.open("doorstep.limits.connection-rate.limit=1", "doorstep.operator.password=p");
                BrowserContext first = browser.newContext();
                BrowserContext second = browser.newContext()) {
            ChatWindow.open(first, shop).awaitConnected();
            ChatWindow rejected = ChatWindow.open(second, shop);
            assertThat(rejected.reason()).hasText("Too many connections from your network.");
            reset(first.request(), shop);
            rejected.tryNow().click();
            rejected.awaitConnected();
            assertThat(rejected.tryNow()).isHidden();
        }
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void onePressIsOneAttempt_andTheNextFollowsNoSoonerThanIn20Seconds(Screen screen) {
        stage.visit(screen, "try-now", (server, chat) -> {
            chat.page.clock().install();
            server.refuses("RATE_LIMIT_EXCEEDED", A_MINUTE);
            stage.openPage(chat);
            assertThat(chat.tryNow()).isEnabled();
            assertThat(server.attempts()).isEqualTo(1);
            chat.tryNow().press("Enter");
            chat.page.waitForCondition(() -> server.attempts() == 2);
            assertThat(chat.tryNow()).hasAttribute("aria-disabled", "true");
            assertThat(chat.tryNow()).isFocused();
            assertThat(chat.state()).hasText("Waiting");
            chat.tryNow().press("Enter");
            chat.page.clock().fastForward(20_000);
            assertThat(chat.tryNow()).hasAttribute("aria-disabled", "false");
            assertThat(server.attempts()).isEqualTo(2);
            server.admits(WidgetStage.MIA_IS_THERE);
            chat.tryNow().press("Enter");
            chat.awaitConnected();
            assertThat(server.attempts()).isEqualTo(3);
            server.refuses("RATE_LIMIT_EXCEEDED", A_MINUTE).loses(chat.page);
            assertThat(chat.tryNow()).hasAttribute("aria-disabled", "true");
        });
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            CONNECTION_LIMIT_EXCEEDED, 10000
            SERVER_DRAINING          , 60000
            UNREACHABLE              , 0
            """)
    void thereIsNoButton_whereTheWaitIsShortOrForTheSakeOfAll(String code, long waitMs) {
        stage.visit(Screen.DESKTOP, "try-now-not", (server, chat) -> {
            chat.page.clock().install();
            server.refuses(code, ",\"retry_after_ms\":" + waitMs + ",\"reconnect\":true");
            stage.openPage(chat);
            assertThat(chat.countdown()).isVisible();
            assertThat(chat.tryNow()).isHidden();
        });
    }

    private static void reset(APIRequestContext requests, Shop shop) {
        String login = Base64.getEncoder().encodeToString("operator:p".getBytes(StandardCharsets.UTF_8));
        APIResponse answer = requests.post(shop.url("/api/debug/reset-rate-limits"),
                RequestOptions.create().setHeader("Authorization", "Basic " + login));
        assertThat(answer.status()).isEqualTo(200);
    }
}
