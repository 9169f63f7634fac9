package io.doorstep.support.forwarding;

import io.doorstep.support.origin.ForwardedHost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code X-Forwarded-Host} with {@code -Proto} and {@code -Port}. Proxies replace what a visitor put into them, or
 * append to it: of each list the last elements are the trusted proxies'.
 */
final class XForwardedHosts {
    static final String HOST = "X-Forwarded-Host";
    private static final String PROTO = "X-Forwarded-Proto";
    private static final String PORT = "X-Forwarded-Port";

    private XForwardedHosts() {}

    /** @param proxies how many trusted proxies the request came through */
    static List<ForwardedHost> last(int proxies, Function<String, List<String>> headers) {
        List<String> hosts = last(proxies, headers.apply(HOST));
        List<String> protos = last(proxies, headers.apply(PROTO));
        List<String> ports = last(proxies, headers.apply(PORT));
        List<ForwardedHost> forwarded = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            forwarded.add(new ForwardedHost(hosts.get(i), ofSameProxy(protos, i, hosts.size()),
                    ofSameProxy(ports, i, hosts.size())));
        }
        return forwarded;
    }

    private static List<String> last(int most, List<String> lines) {
        List<String> elements = lines.stream().flatMap(line -> Arrays.stream(line.split(","))).map(String::strip)
                .filter(element -> !element.isEmpty()).toList();
        return elements.subList(Math.max(0, elements.size() - most), elements.size());
    }

    /** Some append the host and replace the rest, and the farthest proxy is the one that knows what the visitor used. */
    private static @Nullable String ofSameProxy(List<String> values, int index, int of) {
        if (values.isEmpty()) {
            return null;
        }
        return values.get(values.size() == of ? index : 0);
    }
}
