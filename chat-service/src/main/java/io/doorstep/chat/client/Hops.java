package io.doorstep.chat.client;

import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Optional;

/**
 * The hops that a forwarding header names, from the nearest to the farthest. Each is read when it is asked for, so that
 * what lies behind the caller costs nothing, however much of it somebody sends.
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

    /** Empty where there is no further hop, or what is said of it is not an address. */
    Optional<IPAddress> next() {
        if (line < 0 || looked++ == MOST) {
            return Optional.empty();
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
        return header.node(element).flatMap(Addresses::read);
    }

    private int endOfLine() {
        return line < 0 ? 0 : values.get(line).length();
    }
}
