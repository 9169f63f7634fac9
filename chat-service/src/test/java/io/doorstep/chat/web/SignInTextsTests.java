package io.doorstep.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.web.SignInPage.Notice;
import io.doorstep.chat.web.SignInTexts.Texts;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;

class SignInTextsTests {
    private static final Pattern VALUE = Pattern.compile("\\{\\w+}");

    private final SignInTexts texts = new SignInTexts();

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # Accept-Language           | language | direction
            -                           | en       | ltr
            ''                          | en       | ltr
            de-AT,de;q=0.9,en;q=0.8     | de       | ltr
            xx,ar-EG;q=0.5              | ar       | rtl
            fr;q=0.1,pt-BR;q=0.2        | pt       | ltr
            zh-Hant-TW                  | zh       | ltr
            *                           | en       | ltr
            xx                          | en       | ltr
            """)
    void language_isTheFirstOfTheBrowsersThatThereIs(@Nullable String accepted, String language, String direction) {
        Texts chosen = in(accepted);

        assertThat(chosen.language()).isEqualTo(language);
        assertThat(chosen.direction()).isEqualTo(direction);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguage_saysTheSameWithTheSameValues(String language) {
        Texts own = in(language);

        assertThat(own.language()).isEqualTo(language);
        assertThat(own.byKey().keySet()).isEqualTo(in("en").byKey().keySet());
        for (Map.Entry<String, String> english : in("en").byKey().entrySet()) {
            assertThat(own.say(english.getKey())).isNotBlank();
            assertThat(valuesIn(own.say(english.getKey()))).as(english.getKey())
                    .isEqualTo(valuesIn(english.getValue()));
        }
        for (Notice notice : Notice.values()) {
            assertThat(notice.words(own).isEmpty()).isEqualTo(notice == Notice.NONE);
        }
    }

    static Stream<String> languages() {
        return SignInTexts.LANGUAGES.stream();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | failures | 90  | Too many wrong passwords. Try again in 90 seconds.
            en | failures | 91  | Too many wrong passwords. Try again in 2 minutes.
            de | failures | 600 | Zu viele falsche Passwörter. Versuchen Sie es in 10 Min. noch einmal.
            en | busy     | 3   | Too many passwords wait to be checked. Try again in a few seconds.
            """)
    void wait_isSaidInSecondsOrMinutes(String language, String reason, long seconds, String sentence) {
        assertThat(in(language).say(reason, seconds)).isEqualTo(sentence);
    }

    private Texts in(@Nullable String accepted) {
        var request = new MockHttpServletRequest();
        if (accepted != null) {
            request.addHeader("Accept-Language", accepted);
        }
        return texts.of(request);
    }

    private static List<String> valuesIn(String text) {
        return VALUE.matcher(text).results().map(MatchResult::group).sorted().toList();
    }
}
