package io.doorstep.chat.socket.frame;

/**
 * Text that shows nothing: white space, control characters, the code points that Unicode tells a renderer to ignore
 * ({@code Default_Ignorable_Code_Point}: joiners, directional marks, variation selectors, Hangul fillers, tags), and the few
 * blanks that stand outside both. One character that shows something makes a text, so emoji with joiners do.
 */
final class BlankText {
    /** First and last code point of each range, in order. Unicode keeps those it ignores by default for good. */
    private static final int[][] IGNORED = {{0x00AD, 0x00AD}, {0x034F, 0x034F}, {0x061C, 0x061C}, {0x115F, 0x1160},
            {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F}, {0x2800, 0x2800},
            {0x3164, 0x3164}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB},
            {0x13441, 0x13442}, {0x16FE4, 0x16FE4}, {0x1BCA0, 0x1BCA3}, {0x1D159, 0x1D159}, {0x1D173, 0x1D17A},
            {0xE0000, 0xE0FFF}};

    private BlankText() {}

    static boolean isBlank(String text) {
        return text.codePoints().allMatch(BlankText::showsNothing);
    }

    private static boolean showsNothing(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point) || Character.isISOControl(point)
                || isIgnored(point);
    }

    private static boolean isIgnored(int point) {
        for (int[] range : IGNORED) {
            if (point <= range[1]) {
                return point >= range[0];
            }
        }
        return false;
    }
}
