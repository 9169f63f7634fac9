package io.doorstep.support.connections;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Peers whose connections count together.
 *
 * @param prefix length of the prefix that they share: 32 for an IPv4 address, 64 for an IPv6 client, 48 for its network
 * @param bits the first 64 of an IPv6 address, or all of an IPv4 address, without those that do not count
 */
record PeerNetwork(int prefix, long bits) {
    /** Of peers without an address. */
    static final PeerNetwork UNKNOWN = new PeerNetwork(0, 0);

    private static final int IPV4 = 32;
    private static final int IPV6_CLIENT = 64;
    private static final int IPV6_NETWORK = 48;

    /** An IPv4 address, or the /64 of an IPv6 address. */
    static PeerNetwork clientOf(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address
                ? new PeerNetwork(IPV6_CLIENT, bytes.getLong())
                : new PeerNetwork(IPV4, bytes.getInt());
    }

    /** The /48 that an IPv6 client is in; null where it is in none. */
    @Nullable
    PeerNetwork network() {
        return prefix == IPV6_CLIENT ? new PeerNetwork(IPV6_NETWORK, bits & -(1L << (Long.SIZE - IPV6_NETWORK))) : null;
    }
}
