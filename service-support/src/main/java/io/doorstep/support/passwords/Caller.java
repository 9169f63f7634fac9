package io.doorstep.support.passwords;

import io.doorstep.support.forwarding.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;

/**
 * Who sent a name and a password. Never the name itself: a limit that went by names would lock their owners out.
 *
 * @param client the address, whose failures are counted together; an IPv6 /64 is one
 * @param network of the address, an IPv4 /24 or an IPv6 /48, whose share of the queue is bounded
 */
public record Caller(String client, String network) implements Serializable {
    private static final int IPV4_NETWORK_BYTES = 3;
    private static final int IPV6_CLIENT_BYTES = 8;
    private static final int IPV6_NETWORK_BYTES = 6;

    /** The client behind trusted proxies. */
    public static Caller of(HttpServletRequest request, TrustedProxies proxies) {
        return ofAddress(proxies.callerOf(request.getRemoteAddr(),
                Collections.list(request.getHeaders(proxies.header().headerName()))));
    }

    /** @param address of the client */
    static Caller ofAddress(String address) {
        try {
            InetAddress peer = InetAddress.ofLiteral(address);
            return peer instanceof Inet6Address
                    ? new Caller(first(IPV6_CLIENT_BYTES, peer), first(IPV6_NETWORK_BYTES, peer))
                    : new Caller(peer.getHostAddress(), first(IPV4_NETWORK_BYTES, peer));
        } catch (IllegalArgumentException _) {
            return new Caller(address, address);
        }
    }

    private static String first(int bytes, InetAddress address) {
        return HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), bytes)) + "/" + bytes * Byte.SIZE;
    }
}
