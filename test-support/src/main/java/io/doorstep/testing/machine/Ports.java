package io.doorstep.testing.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine that nobody listens on. */
public final class Ports {
    private Ports() {}

    /**
     * Below the ports that systems give to outgoing connections: a client that keeps trying while a broker is away could
     * otherwise be given the broker's port and hold it.
     */
    public static int free() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: the next one.
            }
        }
    }
}
