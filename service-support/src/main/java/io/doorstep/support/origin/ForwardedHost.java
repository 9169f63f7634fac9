package io.doorstep.support.origin;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The host that a trusted proxy was asked for.
 *
 * @param host with a port or without
 * @param proto {@code http} or {@code https}, or for a socket {@code ws} or {@code wss}; absent where it is not told
 * @param port where the host is told without; absent where it is not told
 */
public record ForwardedHost(String host, @Nullable String proto, @Nullable String port) {

    boolean isOf(WebOrigin origin) {
        if (proto != null && !origin.scheme().equals(schemeOfPage(proto))) {
            return false;
        }
        return origin.isOf(host) || (port != null && origin.isOf(host + ":" + port));
    }

    private static String schemeOfPage(String proto) {
        if (proto.equalsIgnoreCase("wss")) {
            return "https";
        }
        return proto.equalsIgnoreCase("ws") ? "http" : proto.toLowerCase(Locale.ROOT);
    }
}
