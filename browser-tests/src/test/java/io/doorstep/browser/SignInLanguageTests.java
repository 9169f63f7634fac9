package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sign-in page in the browser's language; a picture of each is left in target/widget. */
@ExtendWith(ChromiumExtension.class)
class SignInLanguageTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # browser | lang | direction | heading             | notice
            en-GB     | en   | ltr       | Sign in to the desk | You are signed out.
            de-DE     | de   | ltr       | Am Schalter anmelden| Sie sind abgemeldet.
            ar-EG     | ar   | rtl       | تسجيل الدخول        | لقد سجّلت الخروج.
            ja-JP     | ja   | ltr       | ログイン              | ログアウトしています。
            is-IS     | en   | ltr       | Sign in to the desk | You are signed out.
            """)
    void pageSpeaksTheBrowsersLanguage(String locale, String lang, String direction, String heading, String notice,
            Browser browser) {
        try (Shop shop = Shop.open();
                BrowserContext context = browser.newContext(new Browser.NewContextOptions().setLocale(locale))) {
            Page page = context.newPage();
            page.navigate(shop.url("/sign-in?notice=signed-out"));
            assertThat(page.locator("html")).hasAttribute("lang", lang);
            assertThat(page.locator("html")).hasAttribute("dir", direction);
            assertThat(page.locator("h1")).hasText(heading);
            assertThat(page.locator(".notice")).hasText(notice);
            Accessibility.check(page);
            page.screenshot(
                    new Page.ScreenshotOptions().setPath(Path.of("target", "widget", "sign-in-" + lang + ".png")));
        }
    }
}
