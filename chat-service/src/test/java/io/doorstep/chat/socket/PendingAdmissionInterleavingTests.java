package io.doorstep.chat.socket;

import static io.doorstep.chat.Interleavings.explore;
import static io.doorstep.chat.Interleavings.require;
import static io.doorstep.chat.Interleavings.together;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.WebSocketSession;

/** A socket that waits for the other instances, under all interleavings of two threads that Lincheck gets to. */
class PendingAdmissionInterleavingTests {
    private static final WebSocketSession SESSION = (WebSocketSession) Proxy.newProxyInstance(
            PendingAdmissionInterleavingTests.class.getClassLoader(), new Class<?>[]{WebSocketSession.class},
            (_, _, _) -> null);

    @Test
    void nobodyIsCountedAsWaiting_whoseAnswerCameAsItWasHeld() {
        explore(() -> {
            Sockets sockets = new Sockets();
            PendingAdmission admission = new PendingAdmission(SESSION, sockets);
            together(admission::hold, admission::decided);
            require("waiting", sockets.pending(), 0);
        });
    }
}
