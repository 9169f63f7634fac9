package io.doorstep.support.origin;

/**
 * Writes a label of any script in ASCII.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3492#section-6.3">RFC 3492, section 6.3</a>
 */
final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST_NON_ASCII = 0x80;

    private Punycode() {}

    /** Without the {@code xn--}. */
    static String encode(String label) {
        int[] codePoints = label.codePoints().toArray();
        var output = new StringBuilder();
        label.codePoints().filter(c -> c < FIRST_NON_ASCII).forEach(output::appendCodePoint);
        int ascii = output.length();
        int handled = ascii;
        if (ascii > 0) {
            output.append('-');
        }
        int next = FIRST_NON_ASCII;
        int delta = 0;
        int bias = FIRST_BIAS;
        while (handled < codePoints.length) {
            int least = leastFrom(next, codePoints);
            delta += (least - next) * (handled + 1);
            next = least;
            for (int c : codePoints) {
                if (c < next) {
                    delta++;
                } else if (c == next) {
                    append(delta, bias, output);
                    bias = adapted(delta, handled + 1, handled == ascii);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            next++;
        }
        return output.toString();
    }

    private static int leastFrom(int least, int[] codePoints) {
        int found = Integer.MAX_VALUE;
        for (int c : codePoints) {
            if (c >= least && c < found) {
                found = c;
            }
        }
        return found;
    }

    private static void append(int delta, int bias, StringBuilder output) {
        int left = delta;
        for (int k = BASE;; k += BASE) {
            int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
            if (left < threshold) {
                output.append(digit(left));
                return;
            }
            output.append(digit(threshold + (left - threshold) % (BASE - threshold)));
            left = (left - threshold) / (BASE - threshold);
        }
    }

    private static char digit(int value) {
        return (char) (value < T_MAX ? 'a' + value : '0' + value - T_MAX);
    }

    private static int adapted(int delta, int points, boolean first) {
        int left = first ? delta / DAMP : delta / 2;
        left += left / points;
        int k = 0;
        while (left > (BASE - T_MIN) * T_MAX / 2) {
            left /= BASE - T_MIN;
            k += BASE;
        }
        return k + (BASE - T_MIN + 1) * left / (left + SKEW);
    }
}
