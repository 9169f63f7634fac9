package io.doorstep.chat.socket;

import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/**
 * A socket whose admission other instances have been asked for. Nothing is read from it meanwhile, so that what it sends waits
 * in the network, and no thread waits for anything.
 */
final class PendingAdmission {
    private final WebSocketSession session;
    private final Sockets sockets;
    private State state = State.ASKING;

    private enum State {
        ASKING,
        HELD,
        DECIDED
    }

    PendingAdmission(WebSocketSession session, Sockets sockets) {
        this.session = session;
        this.sockets = sockets;
    }

    /** Holds the socket, unless it has been decided on already. */
    synchronized void hold() {
        if (state == State.ASKING) {
            state = State.HELD;
            sockets.pending(1);
            WsSession inner = inner();
            if (inner != null) {
                inner.suspend();
            }
        }
    }

    /** Lets it go on. */
    synchronized void decided() {
        if (state == State.HELD) {
            sockets.pending(-1);
            WsSession inner = inner();
            if (inner != null) {
                inner.resume();
            }
        }
        state = State.DECIDED;
    }

    private @Nullable WsSession inner() {
        return session instanceof NativeWebSocketSession outer && outer.getNativeSession() instanceof WsSession inner
                && inner.isOpen()
                        ? inner
                        : null;
    }
}
