package io.doorstep.support.origin;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The origin of a page: scheme, host and port, in one canonical form whatever case, default port or script it was written
 * in.
 *
 * @param scheme in lower case
 * @param host as {@link WebHost} writes it
 * @param port {@link #NO_PORT} where the scheme has no default port and none was written
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-6">RFC 6454, section 6</a>
 */
public record WebOrigin(String scheme, String host, int port) {
    public static final int NO_PORT = -1;

    /** Longer than any: a host name has at most 253 characters. */
    private static final int LONGEST = 512;
    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443, "ws", 80, "wss", 443,
            "ftp", 21);
    private static final String AFTER_SCHEME = "://";
    private static final int LONGEST_PORT = 5;
    private static final int LAST_PORT = 0xffff;

    /**
     * Reads what an {@code Origin} header says, such as {@code https://shop.example}.
     *
     * @return empty for {@code null}, and for whatever has more than scheme, host and port
     */
    public static Optional<WebOrigin> parse(String written) {
        int end = written.indexOf(AFTER_SCHEME);
        return end < 0
                ? Optional.empty()
                : of(written.substring(0, end), written.substring(end + AFTER_SCHEME.length()));
    }

    /**
     * The origin of a page that was asked for with this host.
     *
     * @param authority of a {@code Host} header: a host with a port or without
     */
    public static Optional<WebOrigin> of(String scheme, String authority) {
        if (authority.length() > LONGEST || !isScheme(scheme)) {
            return Optional.empty();
        }
        String lower = scheme.toLowerCase(Locale.ROOT);
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon >= 0 && colon > authority.lastIndexOf(']');
        int port = hasPort ? port(authority.substring(colon + 1), lower) : defaultPort(lower);
        return port < NO_PORT
                ? Optional.empty()
                : WebHost.canonical(hasPort ? authority.substring(0, colon) : authority)
                        .map(host -> new WebOrigin(lower, host, port));
    }

    /** Whether a page of this origin came from the host that a {@code Host} header names, by whatever scheme. */
    public boolean isOf(String authority) {
        return of(scheme, authority).filter(this::equals).isPresent();
    }

    private static int defaultPort(String scheme) {
        return DEFAULT_PORTS.getOrDefault(scheme, NO_PORT);
    }

    /** Less than {@link #NO_PORT} for what is no port. */
    private static int port(String digits, String scheme) {
        if (digits.isEmpty()) {
            return defaultPort(scheme);
        }
        boolean isNumber = digits.length() <= LONGEST_PORT && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = isNumber ? Integer.parseInt(digits) : Integer.MIN_VALUE;
        return port <= LAST_PORT ? port : Integer.MIN_VALUE;
    }

    private static boolean isScheme(String scheme) {
        return !scheme.isEmpty() && isLetter(scheme.charAt(0))
                && scheme.chars().allMatch(c -> isLetter(c) || (c >= '0' && c <= '9') || "+-.".indexOf(c) >= 0);
    }

    private static boolean isLetter(int c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    /** As a browser writes it: without the port where that is the scheme's own. */
    @Override
    public String toString() {
        return scheme + AFTER_SCHEME + host + (port == defaultPort(scheme) ? "" : ":" + port);
    }
}
