package io.doorstep.chat.client;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv6.IPv6Address;
import io.doorstep.events.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who is calling. Behind trusted proxies it is the rightmost {@code X-Forwarded-For} hop that is none of them;
 * a header that does not come from a trusted proxy means nothing, since anybody can write one.
 */
public final class ClientResolver {
    /** Only what is written out in full is an address: no host names, ranges, prefixes or wildcards. */
    private static final IPAddressStringParameters ONE_ADDRESS = new IPAddressStringParameters.Builder()
            .allowEmpty(false).allowAll(false).allowPrefix(false).allowMask(false).allowWildcardedSeparator(false)
            .allowSingleSegment(false).toParams();
    private static final int IPV6_NETWORK_BITS = 64;

    private final List<IPAddress> trustedProxies;

    /** @param trustedProxies addresses or CIDR blocks; empty: no header is believed */
    public ClientResolver(List<String> trustedProxies) {
        this.trustedProxies = trustedProxies.stream().map(ClientResolver::block).toList();
    }

    /**
     * @param remoteAddress of the TCP connection
     * @param forwardedFor values of the {@code X-Forwarded-For} headers in the order they came
     * @param ticket what the session proves, if anything
     */
    public Client resolve(String remoteAddress, List<String> forwardedFor, @Nullable SessionTicket ticket) {
        ClientKey key = ClientKey.ofAddress(callerOf(remoteAddress, forwardedFor));
        return new Client(key, ticket == null ? Tier.ANONYMOUS : ticket.tier(), null);
    }

    private String callerOf(String remoteAddress, List<String> forwardedFor) {
        Optional<IPAddress> remote = address(remoteAddress);
        if (remote.isEmpty()) {
            return "unknown";
        }
        IPAddress caller = remote.get();
        List<String> hops = hops(forwardedFor);
        for (int i = hops.size() - 1; i >= 0 && isTrusted(caller); i--) {
            Optional<IPAddress> hop = address(hops.get(i));
            if (hop.isEmpty()) {
                break;
            }
            caller = hop.get();
        }
        return canonical(caller);
    }

    private boolean isTrusted(IPAddress address) {
        return trustedProxies.stream().anyMatch(proxy -> proxy.contains(address));
    }

    private static List<String> hops(List<String> headers) {
        List<String> hops = new ArrayList<>();
        headers.forEach(header -> hops.addAll(Arrays.asList(header.split(",", -1))));
        return hops;
    }

    private static String canonical(IPAddress address) {
        return address.isIPv6()
                ? address.toPrefixBlock(IPV6_NETWORK_BITS).toCanonicalString()
                : address.toCanonicalString();
    }

    private static Optional<IPAddress> address(String written) {
        String text = withoutPort(written.trim());
        IPAddress parsed = text.isEmpty() ? null : new IPAddressString(text, ONE_ADDRESS).getAddress();
        return Optional.ofNullable(parsed).map(ClientResolver::unmapped);
    }

    private static IPAddress unmapped(IPAddress address) {
        if (address.isIPv6()) {
            IPv6Address v6 = address.toIPv6().withoutPrefixLength();
            return v6.isIPv4Mapped() ? v6.getEmbeddedIPv4Address() : withoutZone(v6);
        }
        return address;
    }

    private static IPAddress withoutZone(IPv6Address address) {
        return address.hasZone() ? address.removeZone() : address;
    }

    /** Forms of RFC 7239, section 6: {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}. */
    private static String withoutPort(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end > 0 ? text.substring(1, end) : text;
        }
        int colon = text.indexOf(':');
        return colon > 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }

    private static IPAddress block(String written) {
        IPAddress block = new IPAddressString(written.trim()).getAddress();
        if (block == null || written.isBlank()) {
            throw new IllegalArgumentException("doorstep.trusted-proxies: '" + written
                    + "' is not an address or a CIDR block such as 10.0.0.0/8");
        }
        return block.isPrefixed() ? block.toPrefixBlock() : block;
    }
}
