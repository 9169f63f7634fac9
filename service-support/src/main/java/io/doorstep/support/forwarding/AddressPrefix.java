package io.doorstep.support.forwarding;

import inet.ipaddr.IPAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that count as one: those of a client, or of a network.
 *
 * @param length of the prefix that they share: 32 for an IPv4 address, 64 for an IPv6 client; 24 and 48 for their networks
 * @param bits the first 64 of an IPv6 address, or all of an IPv4 address, without those that do not count
 */
public record AddressPrefix(int length, long bits) {
    /** Of peers without an address. */
    public static final AddressPrefix UNKNOWN = new AddressPrefix(0, 0);

    private static final int IPV4_CLIENT = 32;
    private static final int IPV4_NETWORK = 24;
    private static final int IPV6_CLIENT = 64;
    private static final int IPV6_NETWORK = 48;

    /** An IPv4 address, or the /64 of an IPv6 address. */
    public static AddressPrefix clientOf(InetAddress address) {
        return clientOf(address.getAddress(), address instanceof Inet6Address);
    }

    /** An IPv4 address, or the /64 of an IPv6 address. */
    public static AddressPrefix clientOf(IPAddress address) {
        return clientOf(address.getBytes(), address.isIPv6());
    }

    private static AddressPrefix clientOf(byte[] address, boolean isIpv6) {
        ByteBuffer bytes = ByteBuffer.wrap(address);
        return isIpv6
                ? new AddressPrefix(IPV6_CLIENT, bytes.getLong())
                : new AddressPrefix(IPV4_CLIENT, bytes.getInt());
    }

    /** The /48 that an IPv6 client is in; null where it is in none. */
    public @Nullable AddressPrefix ipv6Network() {
        return length == IPV6_CLIENT
                ? new AddressPrefix(IPV6_NETWORK, bits & -(1L << (Long.SIZE - IPV6_NETWORK)))
                : null;
    }

    /** The /24 that an IPv4 client is in, or the /48 of an IPv6 client; of others they themselves. */
    public AddressPrefix network() {
        AddressPrefix ipv6 = ipv6Network();
        return ipv6 != null
                ? ipv6
                : length == IPV4_CLIENT
                        ? new AddressPrefix(IPV4_NETWORK, bits & -(1L << (IPV4_CLIENT - IPV4_NETWORK)))
                        : this;
    }
}
