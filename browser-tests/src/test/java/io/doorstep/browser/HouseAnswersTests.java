package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ready answers of the settings, above the agent's own. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HouseAnswersTests {
    private final DeskStage stage;

    HouseAnswersTests(Browser browser) {
        stage = new DeskStage(browser, "doorstep.desk.answers[0].name=Delivery",
                "doorstep.desk.answers[0].text=Two working days.\nTo islands four.",
                "doorstep.desk.answers[1].name=" + DeskStage.EVIL, "doorstep.desk.answers[1].text=" + DeskStage.EVIL);
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void answersOfTheSettingsArePutIn_asTheyAreWritten() {
        stage.visit("desk-answers", "en-GB", ColorScheme.LIGHT, desk -> {
            stage.openEleven(desk);
            Locator answers = desk.page.locator("#house-answers .use");
            desk.page.locator("#answers summary").click();
            assertThat(answers).hasCount(2);
            assertThat(answers.nth(0)).hasText("Delivery Two working days. To islands four.");
            assertThat(desk.page.getByText("No ready answers yet.")).isHidden();
            desk.composer().fill("Hello! ");
            answers.nth(0).click();
            assertThat(desk.composer()).hasValue("Hello! Two working days.\nTo islands four.");
            assertThat(desk.composer()).isFocused();
            desk.composer().fill("");
            desk.page.locator("#answers summary").click();
            answers.nth(1).click();
            assertThat(desk.composer()).hasValue(DeskStage.EVIL);
            desk.page.locator("#answers summary").click();
        });
    }
}
