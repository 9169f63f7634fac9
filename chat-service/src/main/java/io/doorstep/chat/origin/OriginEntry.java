package io.doorstep.chat.origin;

import io.doorstep.support.origin.WebOrigin;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One entry of {@code doorstep.origins}: an origin, an origin with all its subdomains, or all origins. */
sealed interface OriginEntry {
    OriginEntry ALL = new All();

    String SUBDOMAINS = "*.";
    /** Of pages that browsers give an origin of {@code null}, or that are none. */
    Set<String> NEVER_SENT = Set.of("file", "data", "blob", "about", "javascript", "ftp", "ws", "wss");

    boolean matches(WebOrigin page);

    record All() implements OriginEntry {

        @Override
        public boolean matches(WebOrigin page) {
            return true;
        }

        @Override
        public String toString() {
            return "*";
        }
    }

    record Exact(WebOrigin origin) implements OriginEntry {

        @Override
        public boolean matches(WebOrigin page) {
            return page.equals(origin);
        }

        @Override
        public String toString() {
            return origin.toString();
        }
    }

    /** @param domain the origin of the domain itself, which is among them */
    record WithSubdomains(WebOrigin domain) implements OriginEntry {

        @Override
        public boolean matches(WebOrigin page) {
            return page.scheme().equals(domain.scheme()) && page.port() == domain.port()
                    && (page.host().equals(domain.host()) || page.host().endsWith("." + domain.host()));
        }

        @Override
        public String toString() {
            return domain.toString().replace("://", "://" + SUBDOMAINS);
        }
    }

    /** Refuses, with what to write instead, an entry that no page's origin can match. */
    static OriginEntry parse(String written) {
        return read(written.strip()).orElseThrow(() -> new IllegalArgumentException("doorstep.origins: '" + written
                + "' is not an origin that a browser sends (scheme, host and port alone): write "
                + Suggestion.of(written.strip())));
    }

    private static Optional<OriginEntry> read(String text) {
        if (text.equals("*")) {
            return Optional.of(ALL);
        }
        String start = "://" + SUBDOMAINS;
        int wildcard = text.indexOf(start);
        boolean withSubdomains = wildcard >= 0;
        String origin = withSubdomains
                ? text.substring(0, wildcard) + "://" + text.substring(wildcard + start.length())
                : text;
        return WebOrigin.parse(origin)
                .filter(it -> !NEVER_SENT.contains(it.scheme()) && it.host().indexOf('*') < 0)
                .filter(it -> !withSubdomains || isName(it.host()))
                .map(it -> withSubdomains ? new WithSubdomains(it) : new Exact(it));
    }

    /** Addresses have no subdomains. */
    private static boolean isName(String host) {
        return !host.startsWith("[") && !Character.isDigit(host.charAt(host.length() - 1));
    }

    /** What was probably meant. */
    final class Suggestion {
        private static final String EXAMPLE = "an origin such as https://shop.example, https://*.shop.example for its"
                + " subdomains too, or * for all";
        private static final Pattern PARTS = Pattern.compile(
                "(?:([A-Za-z*][A-Za-z0-9+.-]*):(?=/))?/*(?:[^/?#@]*@)?(\\[[^]/]*]|[^/?#:@\\[\\]\\s]+)?(?::([0-9]+))?(?:[:/?#].*)?",
                Pattern.DOTALL);

        private Suggestion() {}

        static String of(String text) {
            Matcher parts = PARTS.matcher(text);
            if (text.equalsIgnoreCase("null") || !parts.matches() || parts.group(2) == null) {
                return EXAMPLE;
            }
            String port = parts.group(3) == null ? "" : ":" + parts.group(3);
            String host = host(parts.group(2));
            return read(scheme(parts.group(1)) + "://" + host + port).map(OriginEntry::toString).orElse(EXAMPLE);
        }

        private static String scheme(@Nullable String scheme) {
            String lower = scheme == null ? "https" : scheme.toLowerCase(Locale.ROOT);
            return switch (lower) {
                case "ws" -> "http";
                case "wss", "*" -> "https";
                default -> lower;
            };
        }

        private static String host(String host) {
            int afterLast = host.lastIndexOf('*') + 1;
            int dot = afterLast == 0 ? -1 : host.indexOf('.', afterLast);
            return dot < 0 ? host : SUBDOMAINS + host.substring(dot + 1);
        }
    }
}
