package io.doorstep.chat.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doorstep.chat.web.DeskSettings.Answer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeskSettingsTests {

    @Test
    void answers_mayBeAsLongAsAMessage() {
        var longest = new Answer("n".repeat(80), "😀".repeat(4000));

        assertThat(new DeskSettings(List.of(longest)).answers()).containsExactly(longest);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # name             | text   | times | sentence
            ' '                | Hello  | 1     | doorstep.desk.answers[1].name is empty: write what agents know the answer by
            Hours              | ' '    | 1     | doorstep.desk.answers[1].text is empty: write what the visitor is to read
            Hours              | Hello  | 1000  | doorstep.desk.answers[1].text has 5000 characters: write 4000 at most
            HoursHoursHoursHoursHoursHoursHoursHoursHoursHoursHoursHoursHoursHoursHoursHoursHours | Hello | 1 | doorstep.desk.answers[1].name has 85 characters: write 80 at most
            delivery           | Hello  | 1     | doorstep.desk.answers[1].name is 'delivery', which is another answer's: write a name of its own
            """)
    void aWrongAnswer_isNamed(String name, String text, int times, String sentence) {
        List<Answer> answers = List.of(new Answer("Delivery", "Two days."), new Answer(name, text.repeat(times)));

        assertThatThrownBy(() -> new DeskSettings(answers)).hasMessage(sentence);
    }

    @Test
    void answersPastTheHundredth_areTooMany() {
        assertThatThrownBy(() -> new DeskSettings(Collections.nCopies(101, new Answer("a", "b"))))
                .hasMessage("doorstep.desk.answers has 101 answers: write 100 at most");
    }
}
