package io.doorstep.events.json;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants as events have them, such as {@code 2026-01-02T03:04:05.678901Z}, read digit by digit: {@link Instant#parse}
 * follows a pattern each time. What is written in another way is left to that.
 */
final class InstantText {
    private static final String FORM = "0000-00-00T00:00:00";
    private static final int NANO_DIGITS = 9;
    private static final long SECONDS_OF_DAY = 86_400;

    private InstantText() {}

    /** @throws java.time.DateTimeException where it is no instant */
    static Instant parse(String text) {
        return isUsual(text) ? read(text) : Instant.parse(text);
    }

    private static boolean isUsual(String text) {
        int end = text.length() - 1;
        int dot = FORM.length();
        if (end < dot || end > dot + 1 + NANO_DIGITS || end == dot + 1 || text.charAt(end) != 'Z'
                || (end > dot && text.charAt(dot) != '.')) {
            return false;
        }
        for (int i = 0; i < end; i++) {
            char form = i < dot ? FORM.charAt(i) : '0';
            if (i != dot && (form == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != form)) {
                return false;
            }
        }
        return number(text, 11, 13) < 24 && number(text, 14, 16) < 60 && number(text, 17, 19) < 60;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static Instant read(String text) {
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
        int second = (number(text, 11, 13) * 60 + number(text, 14, 16)) * 60 + number(text, 17, 19);
        return Instant.ofEpochSecond(day * SECONDS_OF_DAY + second, nanos(text));
    }

    private static int nanos(String text) {
        int end = text.length() - 1;
        int first = FORM.length() + 1;
        int nanos = first < end ? number(text, first, end) : 0;
        for (int digits = Math.max(0, end - first); digits < NANO_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
