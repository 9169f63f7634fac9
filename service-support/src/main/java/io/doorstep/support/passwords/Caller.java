package io.doorstep.support.passwords;

import io.doorstep.support.forwarding.AddressPrefix;
import io.doorstep.support.forwarding.Addresses;
import io.doorstep.support.forwarding.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.Collections;

/**
 * Who sent a name and a password. Never the name itself: a limit that went by names would lock their owners out.
 *
 * @param client the address, whose failures are counted together; an IPv6 /64 is one
 * @param network of the address, an IPv4 /24 or an IPv6 /48, whose share of the queue is bounded
 */
public record Caller(String client, String network) implements Serializable {
    /** The client behind trusted proxies. */
    public static Caller of(HttpServletRequest request, TrustedProxies proxies) {
        return ofAddress(proxies.callerOf(request.getRemoteAddr(),
                Collections.list(request.getHeaders(proxies.header().headerName()))));
    }

    /** @param address of the client */
    static Caller ofAddress(String address) {
        return Addresses.read(address).map(AddressPrefix::clientOf)
                .map(client -> new Caller(client.toString(), client.network().toString()))
                .orElseGet(() -> new Caller(address, address));
    }
}
