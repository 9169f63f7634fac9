package io.doorstep.chat.connector;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Whose connections count together: an IPv4 address, or an IPv6 /64. */
record Network(boolean v6, long bits) {
    /** Of peers without an address. */
    static final Network UNKNOWN = new Network(true, 0);

    static Network of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address
                ? new Network(true, bytes.getLong())
                : new Network(false, bytes.getInt());
    }
}
