package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A shop whose desk hears what the test says; its agents are Tom, and one whose name is a script. */
final class DeskStage implements AutoCloseable {
    static final String EVIL = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>";

    private static final String PASSWORD = "p";

    private final Browser browser;
    private final Shop shop;

    /** @param settings further ones of the shop, each a name, an equals sign and a value */
    DeskStage(Browser browser, String... settings) {
        String hash = new BCryptPasswordEncoder(4).encode(PASSWORD);
        this.browser = browser;
        this.shop = Shop.open(Stream.concat(Stream.of(settings),
                Stream.of("doorstep.users[0].name=Tom", "doorstep.users[0].password=" + hash,
                        "doorstep.users[0].roles=agent", "doorstep.users[1].name=" + EVIL,
                        "doorstep.users[1].password=" + hash, "doorstep.users[1].roles=agent"))
                .toArray(String[]::new));
    }

    String url(String path) {
        return shop.url(path);
    }

    /** Lets Tom visit the desk. */
    void visit(Consumer<Desk> visit) {
        visit("Tom", visit);
    }

    /** Signs an agent in; at the end of the visit nothing was run from text, and the page keeps nobody out. */
    void visit(String agent, Consumer<Desk> visit) {
        visit(agent, new Browser.NewContextOptions(), visit);
    }

    /** A picture of what Tom sees at the end is left in target/widget. */
    void visit(String picture, String locale, ColorScheme colours, Consumer<Desk> visit) {
        visit("Tom", new Browser.NewContextOptions().setLocale(locale).setColorScheme(colours).setTimezoneId("UTC"),
                desk -> {
                    visit.accept(desk);
                    desk.page.screenshot(
                            new Page.ScreenshotOptions().setPath(Path.of("target", "widget", picture + ".png")));
                });
    }

    private void visit(String agent, Browser.NewContextOptions options, Consumer<Desk> visit) {
        try (BrowserContext context = browser.newContext(options)) {
            Desk desk = Desk.open(context, shop, agent, PASSWORD);
            visit.accept(desk);
            assertThat(desk.ask("window.hacked")).isNull();
            Accessibility.check(desk.page);
        }
    }

    /** Opens the only conversation, about product 11, in which a visitor asks and waits. */
    void openEleven(Desk desk) {
        desk.hears(DeskFrames.deskWith(DeskFrames.summary("11", "waiting",
                "since: " + DeskFrames.JUST_NOW + ", " + DeskFrames.said("Hello?", DeskFrames.JUST_NOW))));
        desk.choose(desk.conversation("11"));
        desk.hears(DeskFrames.opened("11", DeskFrames.message(4, "author: 'visitor'", "Hello?")));
        assertThat(desk.messages()).hasText(new Pattern[]{Pattern.compile("Visitor: Hello\\?.*")});
    }

    @Override
    public void close() {
        shop.close();
    }
}
