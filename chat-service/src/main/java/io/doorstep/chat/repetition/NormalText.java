package io.doorstep.chat.repetition;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a text when what a sender varies without a cost is gone: form of characters (NFKC), case, white space,
 * punctuation, and characters that do not show. Digits and addresses of pages stay: two questions about two orders or two
 * products are two texts, though they differ in nothing else.
 */
final class NormalText {
    /** Shorter ones do not count: people say "hi", "thanks" and "have a nice day" wherever they are. */
    static final int SHORTEST = 32;
    /** An ideograph says as much as a few letters. */
    private static final int LETTERS_IN_AN_IDEOGRAPH = 3;

    private static final char FIRST_BEYOND_ASCII = 0x80;

    private NormalText() {}

    /** Null where it is too short to count. */
    static @Nullable String of(String text) {
        if (text.length() * LETTERS_IN_AN_IDEOGRAPH < SHORTEST) {
            return null;
        }
        StringBuilder left = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST_BEYOND_ASCII) {
                return ofUnicode(text);
            }
            if (isLetterOrDigit(c)) {
                left.append(c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c);
            }
        }
        return left.length() < SHORTEST ? null : left.toString();
    }

    private static boolean isLetterOrDigit(char ascii) {
        return (ascii >= 'a' && ascii <= 'z') || (ascii >= 'A' && ascii <= 'Z') || (ascii >= '0' && ascii <= '9');
    }

    private static @Nullable String ofUnicode(String text) {
        String form = Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        StringBuilder left = new StringBuilder(form.length());
        int length = 0;
        int point;
        for (int i = 0; i < form.length(); i += Character.charCount(point)) {
            point = form.codePointAt(i);
            if (Character.isLetterOrDigit(point)) {
                left.appendCodePoint(point);
                length += Character.isIdeographic(point) ? LETTERS_IN_AN_IDEOGRAPH : 1;
            }
        }
        return length < SHORTEST ? null : left.toString();
    }
}
