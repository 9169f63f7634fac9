package io.doorstep.support.forwarding;

import inet.ipaddr.IPAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hops that a forwarding header names, from the nearest to the farthest. Each is read when it is asked for, so that
 * what lies behind the caller costs nothing, however much of it somebody sends. All lines of the header are one list, and
 * empty elements of it are none (RFC 9110, section 5.6.1).
 */
final class Hops {
    /** More proxies in a row than there are. */
    private static final int MOST = 32;

    private final ForwardedHeader header;
    private final List<String> values;
    private int line;
    private int end;
    private int looked;

    /** @param values of the header's lines, in the order they came */
    Hops(ForwardedHeader header, List<String> values) {
        this.header = header;
        this.values = values;
        this.line = values.size() - 1;
        this.end = endOfLine();
    }

    /** What the next element of the header says. */
    sealed interface Hop {

        /** @param element what was read, as it is written */
        record Known(IPAddress address, String element) implements Hop {}

        /** An element that names nobody, such as {@code unknown}, or is malformed. */
        record Unreadable(String element) implements Hop {}

        /** There is no further element, or nobody looks at it. */
        enum None implements Hop {
            NONE
        }
    }

    Hop next() {
        if (looked == MOST) {
            return Hop.None.NONE;
        }
        String element = nextElement();
        while (element != null && isBlank(element)) {
            element = nextElement();
        }
        if (element == null) {
            return Hop.None.NONE;
        }
        looked++;
        String written = element;
        return header.node(written).flatMap(Addresses::read).<Hop>map(address -> new Hop.Known(address, written))
                .orElseGet(() -> new Hop.Unreadable(written));
    }

    private @Nullable String nextElement() {
        if (line < 0) {
            return null;
        }
        String value = values.get(line);
        int start = header.startOfLast(value, end);
        String element = value.substring(start, end);
        if (start > 0) {
            end = start - 1;
        } else {
            line--;
            end = endOfLine();
        }
        return element;
    }

    private static boolean isBlank(String element) {
        for (int i = 0; i < element.length(); i++) {
            if (element.charAt(i) != ' ' && element.charAt(i) != '\t') {
                return false;
            }
        }
        return true;
    }

    private int endOfLine() {
        return line < 0 ? 0 : values.get(line).length();
    }
}
