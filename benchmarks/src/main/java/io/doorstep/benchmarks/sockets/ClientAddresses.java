package io.doorstep.benchmarks.sockets;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The loopback address each client connects from: always the same for a client, and never that of another. Neighbours in
 * the numbering are far apart in the address space, as visitors are.
 */
public final class ClientAddresses {
    private static final int SECOND = 254;
    private static final int THIRD = 256;
    private static final int FOURTH = 254;
    /** How many clients there are addresses for: 127.1.0.1 to 127.254.255.254, none ending in 0 or 255. */
    public static final int CLIENTS = SECOND * THIRD * FOURTH;

    private ClientAddresses() {}

    public static InetAddress of(int client) {
        if (client < 0 || client >= CLIENTS) {
            throw new IllegalArgumentException("no address for client " + client);
        }
        int second = 1 + client % SECOND;
        int third = client / SECOND % THIRD;
        int fourth = 1 + client / (SECOND * THIRD);
        try {
            return InetAddress.getByAddress(new byte[]{127, (byte) second, (byte) third, (byte) fourth});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
