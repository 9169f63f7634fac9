package io.doorstep.support.forwarding;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One element of a {@code Forwarded} header, such as {@code for="[2001:db8::1]:4711";proto=https}. Read more leniently
 * than written: with blanks around semicolons, and with unquoted colons and brackets, which proxies are known to write.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-4">RFC 7239, section 4</a>
 */
final class ForwardedElement {
    private static final char QUOTE = '"';
    private static final char ESCAPE = '\\';

    private final String text;
    private int at;
    private @Nullable String found;

    ForwardedElement(String text) {
        this.text = text;
    }

    /**
     * Where the last element of the first {@code end} characters begins. From the right, since the right end was written
     * by the nearest proxy: a quote that a visitor left open further left can not swallow it.
     */
    static int startOfLast(String value, int end) {
        int i = end - 1;
        while (i >= 0 && value.charAt(i) != ',') {
            i = (value.charAt(i) == QUOTE ? openingQuote(value, i) : i) - 1;
        }
        return Math.max(i, -1) + 1;
    }

    private static int openingQuote(String value, int closing) {
        int quote = value.lastIndexOf(QUOTE, closing - 1);
        while (quote >= 0) {
            int start = quote;
            while (start > 0 && value.charAt(start - 1) == ESCAPE) {
                start--;
            }
            if ((quote - start) % 2 == 0) {
                return quote;
            }
            quote = value.lastIndexOf(QUOTE, start - 1);
        }
        return -1;
    }

    /** Whom it was forwarded for. */
    Optional<String> node() {
        return value("for");
    }

    /**
     * The value of a parameter; empty where there is none, there are two, or the element is malformed.
     *
     * @param parameter such as {@code for}
     */
    Optional<String> value(String parameter) {
        at = 0;
        found = null;
        while (skipBlanks() < text.length()) {
            if (text.charAt(at) == ';') {
                at++;
            } else if (!readPair(parameter)) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(found);
    }

    private boolean readPair(String parameter) {
        String name = name();
        String value = name == null ? null : value();
        if (value == null || !isAtEndOfPair()) {
            return false;
        }
        if (!parameter.equalsIgnoreCase(name)) {
            return true;
        }
        boolean isFirst = found == null;
        found = value;
        return isFirst;
    }

    private @Nullable String name() {
        int start = at;
        while (at < text.length() && isTokenCharacter(text.charAt(at))) {
            at++;
        }
        boolean isName = at > start && at < text.length() && text.charAt(at) == '=';
        return isName ? text.substring(start, at++) : null;
    }

    private @Nullable String value() {
        if (at < text.length() && text.charAt(at) == QUOTE) {
            return quoted();
        }
        int start = at;
        while (at < text.length() && isUnquotedCharacter(text.charAt(at))) {
            at++;
        }
        return at > start ? text.substring(start, at) : null;
    }

    private @Nullable String quoted() {
        var value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == QUOTE) {
                at++;
                return value.toString();
            }
            if (c == ESCAPE && ++at == text.length()) {
                return null;
            }
            value.append(text.charAt(at));
        }
        return null;
    }

    private boolean isAtEndOfPair() {
        return skipBlanks() == text.length() || text.charAt(at) == ';';
    }

    private int skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** Of a token: RFC 9110, section 5.6.2. */
    private static boolean isTokenCharacter(char c) {
        return c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }

    private static boolean isUnquotedCharacter(char c) {
        return isTokenCharacter(c) || c == ':' || c == '[' || c == ']';
    }
}
