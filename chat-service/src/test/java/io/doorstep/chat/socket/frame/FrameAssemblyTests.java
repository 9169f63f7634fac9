package io.doorstep.chat.socket.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.socket.TextMessage;

class FrameAssemblyTests {
    private final FrameAssembly assembly = new FrameAssembly();

    @ParameterizedTest
    @CsvSource(textBlock = """
            # pieces       , whole
            abc            , abc
            ''             , ''
            ab|c           , abc
            ab||c          , abc
            '|'            , ''
            '||abc'        , abc
            'abc|'         , abc
            """)
    void add_putsThePiecesTogether(String pieces, String whole) {
        String[] texts = pieces.split("\\|", -1);
        for (String text : Arrays.copyOf(texts, texts.length - 1)) {
            assertThat(assembly.add(new TextMessage(text, false))).isEqualTo(new FrameAssembly.Result.Unfinished());
        }
        assertThat(assembly.add(new TextMessage(texts[texts.length - 1], true)))
                .isEqualTo(new FrameAssembly.Result.Whole(whole));
    }

    @Test
    void add_beginsAnew_afterEachFrame() {
        assembly.add(new TextMessage("a", false));
        assembly.add(new TextMessage("b", true));
        assertThat(assembly.add(new TextMessage("c", true))).isEqualTo(new FrameAssembly.Result.Whole("c"));
        assembly.add(new TextMessage("d", false));
        assertThat(assembly.add(new TextMessage("e", true))).isEqualTo(new FrameAssembly.Result.Whole("de"));
    }

    @Test
    void add_refusesWhatIsTooLong_wholeOrInPieces() {
        String most = "x".repeat(FrameAssembly.MOST);
        assertThat(assembly.add(new TextMessage(most, true))).isEqualTo(new FrameAssembly.Result.Whole(most));
        assertThat(assembly.add(new TextMessage(most + "x", true))).isEqualTo(new FrameAssembly.Result.TooLong());
        assembly.add(new TextMessage(most, false));
        assertThat(assembly.add(new TextMessage("", true))).isEqualTo(new FrameAssembly.Result.Whole(most));
        assembly.add(new TextMessage(most, false));
        assertThat(assembly.add(new TextMessage("x", false))).isEqualTo(new FrameAssembly.Result.TooLong());
    }
}
