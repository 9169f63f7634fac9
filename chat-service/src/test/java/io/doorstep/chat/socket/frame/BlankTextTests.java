package io.doorstep.chat.socket.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlankTextTests {

    @ParameterizedTest
    @ValueSource(ints = {' ', '\n', 0, 0x7F, 0x85, 0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x1680, 0x17B4, 0x180E,
            0x2003, 0x200B, 0x200C, 0x200D, 0x200E, 0x2028, 0x202E, 0x202F, 0x2060, 0x2066, 0x206F, 0x2800, 0x3000,
            0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0x1BCA0, 0x1D159, 0x1D173, 0xE0001, 0xE0041, 0xE01EF})
    void isBlank_whereNoCharacterShows(int point) {
        assertThat(BlankText.isBlank(Character.toString(point).repeat(3))).isTrue();
        assertThat(BlankText.isBlank(" " + Character.toString(point) + "x")).isFalse();
    }

    @Test
    void isBlank_whereThereIsNoCharacter() {
        assertThat(BlankText.isBlank("")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ".", "́", "あ", "ᄀ", "⠁", "؀", "👩‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "☔️", "می‌خواهم"})
    void isNotBlank_whereOneShows(String text) {
        assertThat(BlankText.isBlank(text)).isFalse();
    }

    /** The categories of Unicode that always show nothing, in the version that the JDK knows. */
    @Test
    void isBlank_forAllSpacesControlsAndSelectors() {
        List<String> shown = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(point -> Character.isSpaceChar(point) || Character.isISOControl(point) || isSelector(point))
                .mapToObj(Character::toString).filter(text -> !BlankText.isBlank(text)).toList();
        assertThat(shown).isEmpty();
    }

    private static boolean isSelector(int point) {
        return Character.isDefined(point)
                && String.valueOf(Character.getName(point)).contains("VARIATION SELECTOR");
    }
}
