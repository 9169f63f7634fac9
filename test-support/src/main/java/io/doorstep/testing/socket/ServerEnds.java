package io.doorstep.testing.socket;

import static org.awaitility.Awaitility.await;

import io.doorstep.testing.machine.SystemConnections;
import java.util.List;
import java.util.Set;

/** The other ends of connections to one port of this machine. */
public final class ServerEnds {
    private ServerEnds() {}

    /** Until the server has accepted the newest of these, and so all: those that wait for that are held by nobody yet. */
    public static void awaitAccepted(List<RawSocket> sockets) {
        await().until(() -> sockets.getLast().isHeldByTheServer());
    }

    /** Those that the server has accepted and not closed its end of. */
    public static List<RawSocket> held(List<RawSocket> sockets) {
        if (sockets.isEmpty() || !SystemConnections.areKnown()) {
            return sockets.stream().filter(RawSocket::isHeldByTheServer).toList();
        }
        Set<Integer> held = SystemConnections.held(sockets.getFirst().serverPort());
        return sockets.stream().filter(socket -> held.contains(socket.localPort())).toList();
    }
}
