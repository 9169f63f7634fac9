package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.doorstep.browser.DeskFrames.JUST_NOW;
import static io.doorstep.browser.DeskFrames.ack;
import static io.doorstep.browser.DeskFrames.deskWith;
import static io.doorstep.browser.DeskFrames.message;
import static io.doorstep.browser.DeskFrames.opened;
import static io.doorstep.browser.DeskFrames.said;
import static io.doorstep.browser.DeskFrames.summary;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The desk on a bad day: a silent connection, no network, a clock that is set, a damaged entry, a text that shows nothing. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskHostileTests {
    private final DeskStage stage;

    DeskHostileTests(Browser browser) {
        stage = new DeskStage(browser);
    }

    @AfterAll
    void close() {
        stage.close();
    }

    private static void isBack(Desk desk) {
        desk.page.waitForFunction("() => server.sockets.length === 2");
        desk.hears(deskWith(summary("11", "open", said("Hello?", JUST_NOW))),
                opened("11", message(4, "author: 'visitor'", "Hello?")));
        assertThat(desk.page.locator("#state")).hasText("Connected");
    }

    @Test
    void answerIsSentAgainOnAnotherConnection_whenTheFirstHasSwallowedIt() {
        stage.visit(desk -> {
            desk.page.clock().install();
            desk.page.reload();
            desk.page.waitForFunction("() => server.sockets.length > 0");
            stage.openEleven(desk);
            desk.page.clock().runFor(30_000);
            assertThat(desk.ask("[server.sent('ping').length, server.sockets.length]")).isEqualTo(List.of(1, 1));
            desk.ask("server.silent = true");
            desk.say("It does.");
            desk.page.clock().runFor(9_900);
            assertThat(desk.page.locator("#state")).hasText("Connected");
            desk.page.clock().runFor(200);
            assertThat(desk.page.locator("#reason")).hasText("The chat no longer answers.");
            assertThat(desk.messages().last()).containsText("Not sent yet");
            desk.page.clock().runFor(1_000);
            desk.ask("server.silent = false");
            isBack(desk);
            List<?> sent = (List<?>) desk.ask("server.sent('message').map((frame) => frame.client_message_id)");
            assertThat(sent).hasSize(2);
            assertThat(sent.getFirst()).isEqualTo(sent.getLast());
            desk.hears(ack(sent.getFirst(), "sequence: 5"));
            assertThat(desk.messages()).hasCount(2);
        });
    }

    @Test
    void agentReadsOffline_whenTheNetworkGoesWhileConnected() {
        stage.visit(desk -> {
            stage.openEleven(desk);
            desk.page.context().setOffline(true);
            assertThat(desk.page.locator("#state")).hasText("Offline");
            assertThat(desk.page.locator("#reason")).hasText("You are offline. The desk goes on when you are back.");
            desk.say("Written in a tunnel");
            assertThat(desk.messages().last()).containsText("Not sent yet");
            desk.page.context().setOffline(false);
            isBack(desk);
            assertThat(desk.ask("server.sent('message').map((frame) => frame.text)"))
                    .isEqualTo(List.of("Written in a tunnel"));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {-3_600_000, 3_600_000})
    void heldAnswerIsSentAfterItsWait_whenTheClockIsSet(int by) {
        stage.visit(desk -> {
            desk.page.clock().install();
            desk.page.reload();
            desk.page.waitForFunction("() => server.sockets.length > 0");
            stage.openEleven(desk);
            desk.say("one");
            Object id = desk.ask("server.sent('message')[0].client_message_id");
            desk.hears("{type: 'error', code: 'MESSAGE_RATE_LIMIT_EXCEEDED', message: 'Slow down.', reconnect: true,"
                    + " retry_after_ms: 57000, client_message_id: '" + id + "'}");
            desk.ask("(Date.now = ((now) => () => now() + " + by + ")(Date.now), 0)");
            desk.page.clock().runFor(7_000);
            assertThat(desk.messages().last()).containsText(Pattern.compile("Sending again in (49|50|51) secs?\\."));
            desk.page.clock().runFor(49_000);
            assertThat(desk.ask("server.sent('message').length")).isEqualTo(1);
            desk.page.clock().runFor(1_100);
            assertThat(desk.ask("server.sent('message').length")).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "null", "5", "{}", "\"text\"", "[null,5,[]]", "[{\"client_message_id\":5}]",
            "[{\"product_id\":\"11\",\"session_id\":\"s\",\"client_message_id\":\"a\",\"text\":{}}]"})
    void deskOpens_whenWhatWasKeptIsDamaged(String kept) {
        stage.visit(desk -> {
            desk.page.evaluate("""
                    (kept) => {
                      sessionStorage.setItem("doorstep-desk:Tom:outbox", kept);
                      sessionStorage.setItem("doorstep-desk:Tom:draft:11/s", kept);
                    }""", kept);
            desk.page.reload();
            desk.page.waitForFunction("() => server.sockets.length > 0");
            stage.openEleven(desk);
            assertThat(desk.composer()).hasValue(kept.equals("\"text\"") ? "text" : "");
            desk.say("It does.");
            assertThat(desk.ask("server.sent('message').map((frame) => frame.text)")).isEqualTo(List.of("It does."));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", " \u00a0\u2060", "\u3164", "\u2800\n\u2800"})
    void nothingIsSent_whenTheTextShowsNothing(String text) {
        stage.visit(desk -> {
            stage.openEleven(desk);
            desk.say(text);
            assertThat(desk.messages()).hasCount(1);
            assertThat(desk.ask("server.sent('message').length + server.sent('typing').length")).isEqualTo(0);
        });
    }
}
