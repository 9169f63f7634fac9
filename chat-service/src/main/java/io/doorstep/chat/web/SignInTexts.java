package io.doorstep.chat.web;

import io.doorstep.events.json.DoorstepJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/**
 * What the sign-in page says, in the languages of the desk. It is said by the server, and in the first language of the
 * browser that there is: the page has no script.
 */
@Component
final class SignInTexts {
    static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "pt", "pl", "tr", "ar", "ja", "zh");
    private static final String ENGLISH = "en";
    /** Up to here a wait is said in seconds, and above it in minutes. */
    private static final long LONGEST_IN_SECONDS = 90;

    private final Texts english = read(ENGLISH);
    private final Map<String, Texts> languages = LANGUAGES.stream()
            .collect(Collectors.toUnmodifiableMap(language -> language, SignInTexts::read));

    /**
     * @param language its tag, such as {@code de}
     * @param byKey each text by its key; those with a wait have <code>{wait}</code> in its place
     */
    record Texts(String language, Map<String, String> byKey) {

        /** Of the writing: {@code ltr} or {@code rtl}. */
        String direction() {
            return language.equals("ar") ? "rtl" : "ltr";
        }

        String say(String key) {
            String text = byKey.get(key);
            if (text == null) {
                throw new IllegalArgumentException("No text is called " + key);
            }
            return text;
        }

        /** @param seconds to be waited; a begun minute counts as one */
        String say(String key, long seconds) {
            String wait = seconds <= LONGEST_IN_SECONDS ? say("seconds") : say("minutes");
            long count = seconds <= LONGEST_IN_SECONDS ? seconds : Math.ceilDiv(seconds, 60L);
            return say(key).replace("{wait}", wait.replace("{count}", Long.toString(count)));
        }
    }

    Texts of(HttpServletRequest request) {
        // Without one a request has the language of this machine.
        String accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        List<Locale> wanted = accepted == null || accepted.isBlank()
                ? List.of()
                : Collections.list(request.getLocales());
        return wanted.stream().map(Locale::getLanguage).flatMap(language -> Stream.ofNullable(languages.get(language)))
                .findFirst().orElse(english);
    }

    private static Texts read(String language) {
        try (InputStream file = new ClassPathResource("languages/sign-in/" + language + ".json").getInputStream()) {
            return new Texts(language,
                    DoorstepJson.mapper().readValue(file, new TypeReference<Map<String, String>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
