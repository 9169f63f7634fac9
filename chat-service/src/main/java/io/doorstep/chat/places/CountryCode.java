package io.doorstep.chat.places;

import org.jspecify.annotations.Nullable;

/** Codes of countries as ISO 3166-1 alpha-2 has them, each one string for all clients. */
final class CountryCode {
    /** Of all whose country is not known. ISO 3166 leaves it to its users. */
    static final String UNKNOWN = "ZZ";

    private static final int LETTERS = 26;
    private static final String[] CODES = new String[LETTERS * LETTERS];
    /** What Cloudflare's header says where it does not know. */
    private static final String UNKNOWN_TO_PROXY = "XX";

    static {
        for (int i = 0; i < CODES.length; i++) {
            CODES[i] = ("" + (char) ('A' + i / LETTERS) + (char) ('A' + i % LETTERS)).intern();
        }
    }

    private CountryCode() {}

    /** @param written two letters of any case; whatever is none is unknown */
    static String of(@Nullable String written) {
        if (written == null) {
            return UNKNOWN;
        }
        String text = written.strip();
        if (text.length() != 2 || text.equalsIgnoreCase(UNKNOWN_TO_PROXY)) {
            return UNKNOWN;
        }
        int first = letter(text.charAt(0));
        int second = letter(text.charAt(1));
        return first < 0 || second < 0 ? UNKNOWN : CODES[first * LETTERS + second];
    }

    private static int letter(char c) {
        int lower = (c | 0x20) - 'a';
        return c < 0x80 && lower >= 0 && lower < LETTERS ? lower : -1;
    }
}
