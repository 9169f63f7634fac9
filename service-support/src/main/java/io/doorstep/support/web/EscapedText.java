package io.doorstep.support.web;

/** Text with percent escapes (RFC 3986, section 2.1). */
final class EscapedText {
    private static final int HEX = 16;

    private EscapedText() {}

    /** Whether two hexadecimal digits follow each percent sign. */
    static boolean isWellFormed(String text) {
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
            if (at + 2 >= text.length() || Character.digit(text.charAt(at + 1), HEX) < 0
                    || Character.digit(text.charAt(at + 2), HEX) < 0) {
                return false;
            }
        }
        return true;
    }
}
