package io.doorstep.chat.socket.tomcat;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import java.time.Duration;
import java.util.Map;
import org.apache.tomcat.websocket.BackgroundProcess;
import org.apache.tomcat.websocket.BackgroundProcessManager;
import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/** Tomcat's settings of one socket: when a silent peer is dead, and how long a close and a send may take. */
public final class ContainerLimits {
    private static final String TOMCAT = "org.apache.tomcat.websocket.";
    private static final long CLOSE_MS = 2000;
    /** How long a write may take. */
    static final long SEND_MS = 5000;
    /** Tomcat's 50 ms are too short for a peer on a slow line, which would see 1006 and no reason. */
    static final long CLOSE_SEND_MS = 1000;

    private final Map<String, Object> properties;

    /** @param silence after which a peer that should have answered a ping is dead */
    public ContainerLimits(Duration silence) {
        this.properties = Map.of(TOMCAT + "SESSION_CLOSE_TIMEOUT", CLOSE_MS,
                TOMCAT + "ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT", CLOSE_SEND_MS, TOMCAT + "BLOCKING_SEND_TIMEOUT",
                SEND_MS,
                TOMCAT + "READ_IDLE_TIMEOUT_MS", silence.toMillis());
    }

    public void applyTo(WebSocketSession session) {
        if (session instanceof NativeWebSocketSession outer && outer.getNativeSession() instanceof Session inner) {
            inner.getUserProperties().putAll(properties);
        }
    }

    /**
     * Tomcat looks for sockets that are due every so many seconds; its default, 10, would make each close linger. The
     * thread that looks ends with the last socket and begins with the next, which costs a thread for each visitor of a
     * quiet shop and for many of a busy one, unless something else keeps it.
     */
    public static void lookForDueSocketsEverySecond(ServerContainer container) {
        if (container instanceof WsWebSocketContainer tomcat) {
            tomcat.setProcessPeriod(1);
            BackgroundProcessManager.getInstance().register(THREAD_KEEPER);
        }
    }

    private static final BackgroundProcess THREAD_KEEPER = new BackgroundProcess() {
        @Override
        public void backgroundProcess() {
            // It is enough that there is one.
        }

        @Override
        public void setProcessPeriod(int period) {
            // Whatever it is.
        }

        @Override
        public int getProcessPeriod() {
            return Integer.MAX_VALUE;
        }
    };
}
