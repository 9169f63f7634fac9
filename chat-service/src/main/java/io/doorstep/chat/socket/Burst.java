package io.doorstep.chat.socket;

import jakarta.websocket.Session;
import java.io.IOException;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/** Frames that leave a socket in as few writes as its buffer allows, each of which costs more than making a frame. */
final class Burst {
    private Burst() {}

    /** @param held false lets go of what was held back */
    static void holdBack(WebSocketSession session, boolean held) throws IOException {
        if (session.isOpen() && session instanceof NativeWebSocketSession outer
                && outer.getNativeSession() instanceof Session inner) {
            inner.getBasicRemote().setBatchingAllowed(held);
        }
    }
}
