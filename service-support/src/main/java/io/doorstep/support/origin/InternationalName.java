package io.doorstep.support.origin;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns host names of any script into the ASCII that browsers send. Java's own {@code IDN} follows IDNA 2003, which
 * writes {@code straße} as {@code strasse} where browsers keep the letter.
 *
 * @see <a href="https://www.unicode.org/reports/tr46/#Processing">UTS 46, nontransitional processing</a>
 */
final class InternationalName {
    private static final char IDEOGRAPHIC_STOP = '\u3002';
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final int LAST_ASCII = 0x7f;

    private InternationalName() {}

    /** Empty where the name has a character that no host name may have. */
    static Optional<String> toAscii(String name) {
        if (isAscii(name)) {
            return Optional.of(name);
        }
        String mapped = mapped(name).replace(IDEOGRAPHIC_STOP, '.');
        return mapped.codePoints().allMatch(InternationalName::isValid)
                ? Optional.of(Arrays.stream(mapped.split("\\.", -1))
                        .map(label -> isAscii(label) ? label : "xn--" + Punycode.encode(label))
                        .collect(Collectors.joining(".")))
                : Optional.empty();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c <= LAST_ASCII);
    }

    /** Lower case, composed, without what is not seen. */
    private static String mapped(String name) {
        return normalized(normalized(name));
    }

    private static String normalized(String name) {
        var folded = new StringBuilder();
        name.codePoints().filter(c -> !isIgnored(c)).forEach(c -> folded.append(lowerCase(c)));
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    /** Character by character: a sigma at the end of a word is no other letter here. */
    private static String lowerCase(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.CHEROKEE
                ? Character.toString(Character.toUpperCase(c))
                : Character.toString(c).toLowerCase(Locale.ROOT);
    }

    private static boolean isIgnored(int c) {
        return c == 0xad || c == 0x34f || c == 0x200b || c == 0x2060 || c == 0x2064 || c == 0xfeff
                || (c >= 0x180b && c <= 0x180f) || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
    }

    private static boolean isValid(int c) {
        return c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER || switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                    Character.UNASSIGNED, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}
