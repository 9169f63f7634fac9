package io.doorstep.support.forwarding;

import io.doorstep.support.origin.ForwardedHost;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The header in which proxies say whom they forward for. One of them is read, never both: a proxy that writes one
 * passes on what a visitor put into the other.
 */
public enum ForwardedHeader {
    X_FORWARDED_FOR("X-Forwarded-For") {
        @Override
        int startOfLast(String value, int end) {
            return value.lastIndexOf(',', end - 1) + 1;
        }

        @Override
        Optional<String> node(String element) {
            return Optional.of(element);
        }

        @Override
        boolean tellsHost(Function<String, List<String>> headers) {
            return !headers.apply(XForwardedHosts.HOST).isEmpty();
        }

        @Override
        List<ForwardedHost> hosts(List<String> elements, Function<String, List<String>> headers) {
            return XForwardedHosts.last(Math.max(1, elements.size()), headers);
        }
    },

    /** @see <a href="https://www.rfc-editor.org/rfc/rfc7239">RFC 7239</a> */
    FORWARDED("Forwarded") {
        @Override
        int startOfLast(String value, int end) {
            return ForwardedElement.startOfLast(value, end);
        }

        @Override
        Optional<String> node(String element) {
            return new ForwardedElement(element).node();
        }

        @Override
        boolean tellsHost(Function<String, List<String>> headers) {
            return true;
        }

        @Override
        List<ForwardedHost> hosts(List<String> elements, Function<String, List<String>> headers) {
            return elements.stream().flatMap(element -> new ForwardedElement(element).value("host")
                    .map(host -> new ForwardedHost(host, new ForwardedElement(element).value("proto").orElse(null),
                            null))
                    .stream()).toList();
        }
    };

    private final String headerName;

    ForwardedHeader(String headerName) {
        this.headerName = headerName;
    }

    public String headerName() {
        return headerName;
    }

    /** Whether a request carries any of them. */
    public static boolean isIn(Predicate<String> hasHeader) {
        return hasHeader.test(X_FORWARDED_FOR.headerName) || hasHeader.test(FORWARDED.headerName);
    }

    /** Where the last element of the first {@code end} characters begins. */
    abstract int startOfLast(String value, int end);

    /** Who an element says was forwarded for, as written; empty where it says nothing or is malformed. */
    abstract Optional<String> node(String element);

    /** Whether a request says anywhere which host it was for. */
    abstract boolean tellsHost(Function<String, List<String>> headers);

    /**
     * The hosts that trusted proxies were asked for.
     *
     * @param elements of this header that trusted proxies have written, from the nearest to the farthest
     */
    abstract List<ForwardedHost> hosts(List<String> elements, Function<String, List<String>> headers);
}
