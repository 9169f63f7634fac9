package io.doorstep.support.forwarding;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv6.IPv6Address;
import java.util.Optional;

/**
 * Reads addresses. Only what is written out in full is one: no host names, ranges, wildcards, and none of the forms of
 * {@code inet_aton} ({@code 127.1}, {@code 010.0.0.1}, {@code 0x7f000001}), which programs read differently. What is
 * IPv4-mapped is IPv4; a zone is left out, since it means something on its own machine alone.
 */
public final class Addresses {
    private static final IPAddressStringParameters ONE = strict(false);
    private static final IPAddressStringParameters BLOCK = strict(true);
    private static final int IPV4_MAPPED_BITS = 96;
    /** No address with its brackets, zone and port is longer. */
    private static final int LONGEST = 100;
    private static final int LONGEST_PORT = 5;
    private static final IPAddress SHARED_BY_CARRIERS = block("100.64.0.0/10").orElseThrow();

    private Addresses() {}

    private static IPAddressStringParameters strict(boolean prefixes) {
        var params = new IPAddressStringParameters.Builder().allowEmpty(false).allowAll(false).allowPrefix(prefixes)
                .allowPrefixOnly(false).allowMask(false).allowWildcardedSeparator(false).allowSingleSegment(false)
                .allow_inet_aton(false).setRangeOptions(RangeParameters.NO_RANGE);
        params.getIPv4AddressParametersBuilder().allowLeadingZeros(false).allowBinary(false);
        var v6 = params.getIPv6AddressParametersBuilder();
        v6.allowUnlimitedLeadingZeros(false).allowBinary(false);
        v6.allowBase85(false).allowEmptyZone(false).allow_mixed_inet_aton(false);
        v6.getEmbeddedIPv4AddressParametersBuilder().allowLeadingZeros(false).allowBinary(false);
        return params.toParams();
    }

    /**
     * An address, with a port or without (RFC 7239, section 6): {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}. Bare
     * IPv6 addresses are read too, as {@code X-Forwarded-For} has them, and those with a port that can be no part of the
     * address: {@code ::ffff:192.0.2.1:443}.
     */
    public static Optional<IPAddress> read(String written) {
        String text = trimmed(written);
        if (text.length() > LONGEST || !text.chars().allMatch(Addresses::isVisible)) {
            return Optional.empty();
        }
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end > 0 && isPort(text, end + 1)
                    ? parsed(text.substring(1, end), ONE).filter(IPAddress::isIPv6).map(Addresses::plain)
                    : Optional.empty();
        }
        int colon = text.indexOf(':');
        int last = text.lastIndexOf(':');
        if (colon == last) {
            boolean hasPort = colon > 0;
            return hasPort && !isPort(text, colon)
                    ? Optional.empty()
                    : parsed(hasPort ? text.substring(0, colon) : text, ONE).map(Addresses::plain);
        }
        return parsed(text, ONE).or(() -> isPort(text, last)
                ? parsed(text.substring(0, last), ONE).filter(IPAddress::isIPv6)
                : Optional.empty()).map(Addresses::plain);
    }

    /** Without the blanks that a header's value may have around it; no other control character is passed over. */
    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The library would pass over others at the ends. */
    private static boolean isVisible(int c) {
        return c >= ' ' && c < 0x7f;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** A block such as {@code 10.0.0.0/8}, or one address; bits beyond the prefix do not matter. */
    public static Optional<IPAddress> block(String written) {
        return parsed(written.trim(), BLOCK).map(Addresses::plain)
                .map(block -> block.isPrefixed() ? block.toPrefixBlock() : block);
    }

    /** RFC 1918, unique local, link-local, or shared by the customers of a carrier (RFC 6598). */
    public static boolean isPrivate(IPAddress address) {
        return address.isLinkLocal() || (address.isIPv4()
                ? address.toIPv4().isPrivate() || SHARED_BY_CARRIERS.contains(address)
                : address.toIPv6().isUniqueLocal());
    }

    private static Optional<IPAddress> parsed(String text, IPAddressStringParameters params) {
        return Optional.ofNullable(new IPAddressString(text, params).getAddress());
    }

    private static IPAddress plain(IPAddress address) {
        if (!address.isIPv6()) {
            return address;
        }
        IPv6Address v6 = address.toIPv6();
        boolean oneOrMapped = !v6.isPrefixed() || v6.getNetworkPrefixLength() >= IPV4_MAPPED_BITS;
        if (oneOrMapped && v6.isIPv4Mapped()) {
            return v6.getEmbeddedIPv4Address();
        }
        return v6.hasZone() ? v6.removeZone() : v6;
    }

    /** Nothing, or a colon and a port, which may be obfuscated: {@code :_x1}. */
    private static boolean isPort(String text, int from) {
        if (from == text.length()) {
            return true;
        }
        String port = text.substring(from + 1);
        if (text.charAt(from) != ':' || port.isEmpty()) {
            return false;
        }
        return port.startsWith("_")
                ? port.length() > 1 && port.chars().allMatch(Addresses::isObfuscated)
                : port.length() <= LONGEST_PORT && port.chars().allMatch(Addresses::isDigit);
    }

    private static boolean isObfuscated(int c) {
        int lower = c | 0x20;
        boolean isLetter = lower >= 'a' && lower <= 'z';
        return isLetter || isDigit(c) || "._-".indexOf(c) >= 0;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
