package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a conversation is about, at addresses of the settings. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductPictureTests {
    private static final String PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='60'>"
            + "<rect width='60' height='60' fill='#c96'/></svg>";

    private final DeskStage stage;

    ProductPictureTests(Browser browser) {
        stage = new DeskStage(browser, "doorstep.products.picture-url=https://pictures.example/{product_id}.svg",
                "doorstep.products.page-url=https://shop.example/lamps/{product_id}?from=desk");
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void agentSeesThePictureOfTheProduct_andNoneOfAnother_orABrokenOne() {
        stage.visit("desk-picture", "en-GB", ColorScheme.LIGHT, desk -> {
            List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
            desk.page.route("https://pictures.example/**", route -> {
                asked.add(route.request().headers());
                if (route.request().url().endsWith("/11.svg")) {
                    route.fulfill(new Route.FulfillOptions().setContentType("image/svg+xml").setBody(PICTURE));
                } else {
                    route.fulfill(new Route.FulfillOptions().setStatus(404).setBody("none"));
                }
            });
            Locator picture = desk.page.locator("#picture img");
            stage.openEleven(desk);
            assertThat(picture).hasAttribute("src", "https://pictures.example/11.svg");
            assertThat(picture).isVisible();
            assertThat(asked.getFirst()).doesNotContainKey("referer");
            assertThat(desk.page.locator("#title a")).hasAttribute("href",
                    "https://shop.example/lamps/11?from=desk");
            desk.page.evaluate("() => { location.hash = '#12/s12'; }");
            assertThat(desk.page.locator("#title a")).hasAttribute("href",
                    "https://shop.example/lamps/12?from=desk");
            desk.page.waitForCondition(() -> asked.size() == 2);
            assertThat(picture).hasCount(0);
            assertThat(desk.page.locator("#picture")).isHidden();
            desk.page.goBack();
            assertThat(picture).isVisible();
        });
    }

    @Test
    void picturesMayComeFromThatOriginAlone() {
        stage.visit(desk -> {
            List<String> complaints = new ArrayList<>();
            desk.page.onConsoleMessage(message -> complaints.add(message.text()));
            desk.page.evaluate("""
                    () => new Promise((done) => {
                      const picture = new Image();
                      picture.onerror = done;
                      picture.src = "https://other.example/11.svg";
                    })""");
            desk.page.waitForCondition(() -> !complaints.isEmpty());
            assertThat(complaints.getFirst()).contains("img-src 'self' https://pictures.example");
        });
    }
}
