package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.doorstep.browser.DeskFrames.JUST_NOW;
import static io.doorstep.browser.DeskFrames.LONG_AGO;
import static io.doorstep.browser.DeskFrames.changed;
import static io.doorstep.browser.DeskFrames.deskWith;
import static io.doorstep.browser.DeskFrames.said;
import static io.doorstep.browser.DeskFrames.summary;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What helps an agent to work: finding, taking and handing over conversations, ready answers, and keys. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskWorkTests {
    /** With the tier, and what is left of both limits. */
    private static final String CLIENT = "{type: 'client', product_id: '11', session_id: 's', tier: %s,"
            + " connection_rate: {left: %d, limit: 50, window_ms: 300000},"
            + " message_rate: {left: %d, limit: 30, window_ms: 60000}}";

    private final DeskStage stage;

    DeskWorkTests(Browser browser) {
        stage = new DeskStage(browser);
    }

    @AfterAll
    void close() {
        stage.close();
    }

    private static String waiting(String product, String more) {
        return summary(product, "waiting",
                "since: " + LONG_AGO + ", " + more + said("Is it " + product + "?", LONG_AGO));
    }

    @Test
    void listShowsWhatIsSearchedFor_orMine_orWaiting() {
        stage.visit(desk -> {
            desk.hears(deskWith(waiting("11", "product_name: 'Lámpara Alva', "), waiting("12", "agent: 'Tom', "),
                    summary("13", "open", "agent: 'Ada', " + said("Thanks", JUST_NOW)),
                    summary("14", "closed", said("Bye", LONG_AGO))));
            var search = desk.page.getByLabel("Search");
            search.fill("lampara 11?");
            assertThat(desk.conversations().locator(".product")).hasText(new String[]{"Lámpara Alva"});
            search.fill("bye");
            assertThat(desk.conversation("14")).isVisible();
            search.fill("nobody said this");
            assertThat(desk.page.getByText("No conversation here is like that.")).isVisible();
            search.press("Escape");
            assertThat(desk.conversations()).hasCount(4);
            button(desk, "Mine").click();
            assertThat(desk.conversations().locator(".has")).hasText(new String[]{"You have it"});
            button(desk, "Waiting").click();
            assertThat(desk.conversations()).hasCount(2);
            button(desk, "All").click();
            assertThat(desk.conversations()).hasCount(4);
        });
    }

    private static Locator button(Desk desk, String name) {
        return desk.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void conversationIsTakenPutBackAndHandedOver() {
        stage.visit(desk -> {
            stage.openEleven(desk);
            desk.hears("{type: 'agents', agents: [{name: 'Tom'}, {name: 'Ada'}]}");
            button(desk, "Take").click();
            desk.hears(changed(waiting("11", "agent: 'Tom', product_name: 'Alva', page: 'https://shop.example/11', ")));
            assertThat(desk.page.locator("#title")).hasText("Alva");
            assertThat(desk.page.locator("#visitor")).hasText("Visitor is here · You have it");
            assertThat(desk.page.locator("#page")).hasAttribute("href", "https://shop.example/11");
            desk.page.getByLabel("Hand over to …").selectOption(new SelectOption().setLabel("Ada"));
            desk.hears(changed(waiting("11", "agent: 'Ada', page: 'javascript:alert(1)', ")));
            assertThat(desk.page.locator("#visitor")).hasText("Visitor is here · Ada has it");
            assertThat(desk.page.locator("#page")).isHidden();
            button(desk, "Take").click();
            desk.hears(changed(waiting("11", "agent: 'Tom', ")));
            button(desk, "Put back").click();
            assertThat(desk.ask("server.sent('assign').map(({ to }) => to ?? null)"))
                    .isEqualTo(Arrays.asList("Tom", "Ada", "Tom", null));
        });
    }

    @Test
    void agentReadsHowWellAVisitorIsKnown_andWhatIsLeftOfTheLimits() {
        stage.visit("desk-client", "en-GB", ColorScheme.LIGHT, desk -> {
            Locator client = desk.page.locator("#client");
            stage.openEleven(desk);
            assertThat(client).isHidden();
            assertThat(desk.ask("server.sent('client').length")).isEqualTo(1);
            desk.hears(CLIENT.formatted("'returning'", 48, 28));
            assertThat(client).hasText("Has been here before · Connections left: 48 of 50 in 5 minutes"
                    + " · Messages left: 28 of 30 in 60 seconds");
            desk.hears(changed(waiting("11", "")));
            assertThat(desk.ask("server.sent('client').length")).isEqualTo(2);
            desk.hears(CLIENT.formatted("'authenticated'", 0, 0));
            assertThat(client).hasText(Pattern.compile("Signed in at the shop · Connections left: 0 of 50 .*"));
            desk.hears("{type: 'client', product_id: '11', session_id: 's'}");
            assertThat(client).isHidden();
            desk.hears("{type: 'client', product_id: '11', session_id: 's', tier: 'anonymous'}");
            assertThat(client).hasText("Not known");
        });
    }

    @Test
    void readyAnswersAreKept_putIn_andRemoved() {
        stage.visit(desk -> {
            stage.openEleven(desk);
            desk.composer().fill("Up to one metre.");
            desk.page.locator("#answers summary").click();
            button(desk, "Keep this text as a ready answer").click();
            desk.composer().fill("Good morning! ");
            desk.composer().press("End");
            button(desk, "Up to one metre.").click();
            assertThat(desk.composer()).hasValue("Good morning! Up to one metre.");
            assertThat(desk.composer()).isFocused();
            desk.page.locator("#answers summary").click();
            button(desk, "Remove the answer Up to one metre.").click();
            assertThat(desk.page.getByText("No ready answers yet.")).isVisible();
            desk.page.keyboard().press("Escape");
            assertThat(desk.composer()).isFocused();
        });
    }

    @Test
    void keysSearch_openTheNextWhoWaits_andLeadBack() {
        stage.visit(desk -> {
            desk.hears(deskWith(waiting("11", ""), summary("12", "waiting",
                    "since: " + JUST_NOW + ", " + said("Me too", JUST_NOW))));
            desk.page.keyboard().press("/");
            assertThat(desk.page.getByLabel("Search")).isFocused();
            desk.page.keyboard().press("n");
            assertThat(desk.page.getByLabel("Search")).hasValue("n");
            desk.page.keyboard().press("Escape");
            desk.page.keyboard().press("ArrowDown");
            assertThat(desk.conversation("11")).isFocused();
            desk.page.keyboard().press("n");
            desk.page.waitForFunction("() => server.sent('open').length === 1");
            assertThat(desk.page).hasURL(stage.url("/desk#11/s"));
            desk.page.keyboard().press("Escape");
            assertThat(desk.page).hasURL(Pattern.compile(".*/desk#?"));
        });
    }

    @Test
    void agentIsTold_whenAVisitorWritesWhileNobodyLooks() {
        stage.visit(desk -> {
            desk.hears(deskWith(waiting("11", "")));
            desk.page.evaluate("""
                    () => {
                      window.notes = [];
                      window.Notification = class extends EventTarget {
                        static permission = "default";
                        static async requestPermission() { return (Notification.permission = "granted"); }
                        constructor(title, { body }) { super(); notes.push({ title, body }); }
                        close() {}
                      };
                      Object.defineProperty(document, "hidden", { get: () => true, configurable: true });
                    }""");
            button(desk, "Notifications").click();
            assertThat(button(desk, "Notifications")).hasAttribute("aria-pressed", "true");
            desk.hears(changed(summary("11", "waiting",
                    "since: " + LONG_AGO + ", " + said("Anybody there?", JUST_NOW))));
            assertThat(desk.ask("notes")).isEqualTo(List.of(Map.of("title", "New message: Product 11", "body",
                    "Anybody there?")));
        });
    }

    /** Counted, not timed: what one message changes does not grow with the list. */
    @Test
    void oneMessageChangesOneRow_whenTwoHundredWait() {
        stage.visit(desk -> {
            desk.hears(deskWith(IntStream.range(0, 200).mapToObj(i -> waiting(String.valueOf(1000 + i), ""))
                    .toArray(String[]::new)));
            assertThat(desk.conversations()).hasCount(200);
            int changes = (int) desk.page.evaluate("""
                    async () => {
                      let changes = 0;
                      const observer = new MutationObserver((list) => { changes += list.length; });
                      observer.observe(document.getElementById("list"), { subtree: true, childList: true, characterData: true, attributes: true });
                      server.says({ type: "conversation", conversation: { product_id: "1000", session_id: "s", state: "waiting", unread: 2,
                        visitors: 1, since: new Date().toISOString(),
                        last: { author: "visitor", text: "Once more", time: new Date().toISOString() } } });
                      await new Promise((then) => setTimeout(then, 0));
                      return changes + observer.takeRecords().length;
                    }""");
            assertThat(changes).isBetween(1, 40);
            assertThat(desk.conversations().last().locator(".last")).hasText("Once more");
        });
    }
}
