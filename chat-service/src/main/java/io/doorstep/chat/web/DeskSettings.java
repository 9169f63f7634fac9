package io.doorstep.chat.web;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What all agents find at the desk, {@code doorstep.desk.*}.
 *
 * @param answers ready answers in the order in which they are shown, at most 100
 */
@ConfigurationProperties("doorstep.desk")
record DeskSettings(@DefaultValue List<Answer> answers) {
    private static final int MOST_ANSWERS = 100;
    private static final int LONGEST_NAME = 80;
    /** That of a message. */
    private static final int LONGEST_TEXT = 4000;

    /** @throws IllegalArgumentException with a sentence that says what to write */
    DeskSettings {
        if (answers.size() > MOST_ANSWERS) {
            throw new IllegalArgumentException(
                    "doorstep.desk.answers has " + answers.size() + " answers: write " + MOST_ANSWERS + " at most");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < answers.size(); i++) {
            String setting = "doorstep.desk.answers[" + i + "]";
            Answer answer = answers.get(i);
            require(setting + ".name", answer.name, LONGEST_NAME, "what agents know the answer by");
            require(setting + ".text", answer.text, LONGEST_TEXT, "what the visitor is to read");
            if (!names.add(answer.name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(setting + ".name is '" + answer.name
                        + "', which is another answer's: write a name of its own");
            }
        }
    }

    /**
     * @param name what agents know it by, 1 to 80 characters
     * @param text what is put into the composer, 1 to 4000 characters, line breaks among them
     */
    record Answer(@DefaultValue("") String name, @DefaultValue("") String text) {}

    private static void require(String setting, String written, int longest, String what) {
        if (written.isBlank()) {
            throw new IllegalArgumentException(setting + " is empty: write " + what);
        }
        int characters = written.codePointCount(0, written.length());
        if (characters > longest) {
            throw new IllegalArgumentException(
                    setting + " has " + characters + " characters: write " + longest + " at most");
        }
    }
}
