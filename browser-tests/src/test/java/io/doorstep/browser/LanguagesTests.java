package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.doorstep.browser.DeskFrames.JUST_NOW;
import static io.doorstep.browser.DeskFrames.deskWith;
import static io.doorstep.browser.DeskFrames.message;
import static io.doorstep.browser.DeskFrames.opened;
import static io.doorstep.browser.DeskFrames.said;
import static io.doorstep.browser.DeskFrames.summary;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The languages of the chat and of the desk: each catalogue whole, and each shown as its language is written. */
@ExtendWith(ChromiumExtension.class)
class LanguagesTests {
    /** What a catalogue lacks, has too much, or says with other values than the English texts do. */
    private static final String FAULTS = """
            async ([kind, language]) => {
              const { REASONS } = await import("/shared/reasons.js");
              const english = kind === "chat"
                ? { ...(await import("/element/launcher.js")).LAUNCHER_ENGLISH, ...(await import("/window/english.js")).WINDOW_ENGLISH,
                    ...Object.fromEntries(Object.entries(REASONS).map(([name, { text }]) => [name, text])) }
                : { ...(await import("/desk/english.js")).DESK_ENGLISH, ...Object.fromEntries(Object.entries(
                    (await import("/desk/connection.js")).AGENT_REASONS).map(([name, { text }]) => [name, text])) };
              const catalogue = await (await fetch(`/languages/${kind}/${language}.json`)).json();
              const faults = [];
              const forms = (text) => typeof text === "string" ? [text] : Object.values(text);
              const values = (text) => [...new Set(forms(text).flatMap((form) => form.match(/\\{\\w+\\}/g) ?? []))].sort().join();
              const rules = new Intl.PluralRules(language);
              const needed = new Set(Array.from({ length: 200 }, (_, count) => rules.select(count)));
              for (const key of Object.keys(english)) {
                const text = catalogue[key];
                if (text === undefined || forms(text).some((form) => form.trim() === "")) { faults.push(`${key} is missing`); continue; }
                if (values(text) !== values(english[key])) faults.push(`${key} has other values: ${values(text)}`);
                if (typeof english[key] === "string" ? typeof text !== "string" : ![...needed, "other"].every((form) => form in text)) {
                  faults.push(`${key} has other forms`);
                }
              }
              faults.push(...Object.keys(catalogue).filter((key) => !(key in english)).map((key) => `${key} is no text`));
              return faults;
            }""";

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "es", "pt", "pl", "tr", "ar", "ja", "zh"})
    void catalogueIsWhole(String language, Browser browser) {
        try (ModulePage modules = new ModulePage(browser)) {
            for (String kind : new String[]{"chat", "desk"}) {
                assertThat((List<?>) modules.page().evaluate(FAULTS, List.of(kind, language))).as(kind).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # language | direction | heading               | state    | wait
            de         | ltr       | Fragen? Wir antworten | Online   | Neuer Versuch in .*Sek.*
            ar         | rtl       | هل لديك سؤال؟ اسألنا  | متاح     | محاولة جديدة بعد .*
            ja         | ltr       | ご質問はこちらへ      | オンライン | .*秒後に再試行します。
            pt-BR      | ltr       | Dúvidas? Pergunte     | On-line  | Nova tentativa em .*
            xx         | ltr       | Questions? Ask us     | Online   | Trying again in .*
            """)
    void chatSpeaksThePagesLanguage_asItChanges(String language, String direction, String heading, String state,
            String wait, Browser browser) {
        try (WidgetStage stage = new WidgetStage(browser)) {
            for (Screen screen : Screen.values()) {
                stage.visit(screen, "language-" + language, (server, chat) -> {
                    server.admits(WidgetStage.MIA_IS_THERE).remembers(true, WidgetStage.TALK);
                    stage.openPage(chat);
                    assertThat(chat.messages()).hasCount(3);
                    chat.page.evaluate("(lang) => { document.documentElement.lang = lang; }", language);
                    assertThat(chat.page.locator("doorstep-chat h2")).hasText(heading);
                    assertThat(chat.page.locator("doorstep-chat .panel")).hasCSS("direction", direction);
                    assertThat(chat.state()).hasText(state);
                    server.refuses("RATE_LIMIT_EXCEEDED",
                            ",\"retry_after_ms\":42000,\"limit\":50,\"window_ms\":300000");
                    server.loses(chat.page);
                    assertThat(chat.countdown()).hasText(Pattern.compile(wait));
                });
            }
        }
    }

    @Test
    void elementHasALanguageOfItsOwn_andTextsOfThePage(Browser browser) {
        try (WidgetStage stage = new WidgetStage(browser)) {
            stage.visit(Screen.DESKTOP, "own-texts", (server, chat) -> {
                server.admits(WidgetStage.MIA_IS_THERE);
                stage.openPage(chat);
                chat.page.evaluate("""
                        () => {
                          const chat = document.querySelector("doorstep-chat");
                          chat.lang = "fr"; chat.removeAttribute("heading");
                          chat.texts = { heading: "Atelier", room: { one: "{count} !", other: "encore {count}" } };
                        }""");
                assertThat(chat.page.locator("doorstep-chat h2")).hasText("Atelier");
                chat.page.locator("doorstep-chat textarea").fill("x".repeat(3999));
                assertThat(chat.part("room")).hasText("1 !");
                assertThat(chat.state()).hasText("En ligne");
                chat.page.evaluate("""
                        () => {
                          const chat = document.querySelector("doorstep-chat");
                          chat.texts = null; chat.setAttribute("texts", '{"heading":"De l’attribut"}'); chat.lang = "";
                        }""");
                assertThat(chat.page.locator("doorstep-chat h2")).hasText("De l’attribut");
                assertThat(chat.state()).hasText("Online");
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # language | direction | colours | waiting       | title
            ar         | rtl       | LIGHT   | في الانتظار   | المنتج 11
            pl         | ltr       | DARK    | Oczekujące    | Produkt 11
            zh         | ltr       | LIGHT   | 等待中        | 商品 11
            """)
    void deskSpeaksTheAgentsLanguage(String language, String direction, ColorScheme colours, String waiting,
            String title, Browser browser) {
        try (DeskStage stage = new DeskStage(browser)) {
            stage.visit("desk-" + language, language, colours, desk -> {
                desk.hears(deskWith(
                        summary("11", "waiting", "since: " + JUST_NOW + ", " + said("Hello?", JUST_NOW)),
                        summary("12", "open", "agent: 'Tom', product_name: 'Tove wool throw', "
                                + said("Thanks", JUST_NOW))));
                assertThat(desk.page.locator("#waiting-title")).hasText(waiting);
                desk.choose(desk.page.locator("#waiting a"));
                desk.hears(opened("11", message(4, "author: 'visitor'", "Hello?"),
                        message(5, "author: 'agent', author_name: 'Tom'", "Good morning")));
                assertThat(desk.page.locator("#title")).hasText(title);
                assertThat(desk.messages()).hasCount(2);
                assertThat(desk.page.locator("body")).hasCSS("direction", direction);
            });
        }
    }
}
