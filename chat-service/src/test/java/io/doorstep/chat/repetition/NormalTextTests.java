package io.doorstep.chat.repetition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalTextTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # what is left of one                           , and of the other                                     , is the same
            'Buy the very best watches at shop.example now' , 'BUY the very  best watches, at shop.example now!!!' , true
            'Buy the very best watches at shop.example now' , 'Ｂｕｙ the very best watches at shop.example now'      , true
            'Buy the very best watches at shop.example now' , 'Buy the very b\u200best watches at shop.example now', true
            'Die größte Straße der Stadt ist heute gesperrt', 'DIE GRÖSSTE STRASSE DER STADT IST HEUTE GESPERRT'   , true
            'Where is the order with the number 4711-12345?', 'Where is the order with the number 4711-12346?'     , false
            'Does this one dim? https://shop.example/p/11'  , 'Does this one dim? https://shop.example/p/12'       , false
            """)
    void textsThatDifferInWhatCostsNothing_areOne(String one, String other, boolean same) {
        String first = Objects.requireNonNull(NormalText.of(one));
        assertThat(first.equals(NormalText.of(other))).isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hi", "thanks", "Thanks a lot for your help!", "have a nice day :)", "спасибо большое",
            "你好，谢谢你", "👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍",
            "????????????????????????????????????????"})
    void shortTexts_doNotCount(String text) {
        assertThat(NormalText.of(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Thank you, this is all that I wanted to know",
            "专业代购名牌手表欢迎加微信咨询"})
    void longerOnes_count(String text) {
        assertThat(NormalText.of(text)).isNotNull();
    }
}
