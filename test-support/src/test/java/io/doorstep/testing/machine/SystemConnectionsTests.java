package io.doorstep.testing.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doorstep.testing.socket.RawSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class SystemConnectionsTests {

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    }

    @Test
    void aConnectionIsHeld_untilItsProcessClosesIt() throws IOException {
        assumeTrue(SystemConnections.areKnown(), "this system has no /proc/net/tcp");
        try (ServerSocket server = listening();
                RawSocket peer = new RawSocket(server.getLocalPort())) {
            try (Socket _ = server.accept()) {
                assertThat(peer.isHeldByTheServer()).isTrue();
            }
            await().until(() -> !peer.isHeldByTheServer());
        }
    }

    @Test
    void aConnectionIsGone_evenIfItsPeerStillWrites() throws IOException {
        assumeTrue(SystemConnections.areKnown(), "this system has no /proc/net/tcp");
        try (ServerSocket server = listening();
                RawSocket peer = new RawSocket(server.getLocalPort())) {
            try (Socket accepted = server.accept()) {
                peer.write(new byte[10]);
                await().until(() -> accepted.getInputStream().available() == 10);
                assertThat(peer.isHeldByTheServer()).isTrue();
            }
            assertThat(peer.isHeldByTheServer()).isFalse();
        }
    }
}
