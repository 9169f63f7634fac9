package io.doorstep.chat.socket;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/** A session that remembers what it was told to send, and whether two told it at the same time. */
final class RecordingSession {
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean overlapped;
    private volatile boolean open = true;
    private volatile boolean failing;
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean heldBack;

    WebSocketSession proxy() {
        return (WebSocketSession) proxy((_, method, arguments) -> switch (method.getName()) {
            case "isOpen" -> open;
            case "getId" -> "session";
            case "getNativeSession" -> proxy((_, _, _) -> proxy((_, _, held) -> holdBack((boolean) held[0]),
                    RemoteEndpoint.Basic.class), Session.class);
            case "sendMessage", "close" -> record(arguments[0]);
            default -> throw new UnsupportedOperationException(method.getName());
        }, WebSocketSession.class, NativeWebSocketSession.class);
    }

    private static Object proxy(InvocationHandler handler, Class<?>... types) {
        return Proxy.newProxyInstance(RecordingSession.class.getClassLoader(), types, handler);
    }

    private @Nullable Object holdBack(boolean held) {
        if (heldBack && !held) {
            writes.incrementAndGet();
        }
        heldBack = held;
        return null;
    }

    private @Nullable Object record(Object told) throws IOException {
        if (inside.incrementAndGet() > 1) {
            overlapped = true;
        }
        try {
            if (failing) {
                failing = false;
                throw new IOException("broken pipe");
            }
            sent.add(switch (told) {
                case TextMessage text -> text.getPayload();
                case PingMessage _ -> "ping";
                case CloseStatus status -> "close " + status.getCode();
                default -> throw new UnsupportedOperationException(told.toString());
            });
            if (!heldBack) {
                writes.incrementAndGet();
            }
            return null;
        } finally {
            inside.decrementAndGet();
        }
    }

    void disappear() {
        open = false;
    }

    void failNext() {
        failing = true;
    }

    List<String> sent() {
        return sent;
    }

    /** How often something left: what is held back leaves together. */
    int writes() {
        return writes.get();
    }

    boolean overlapped() {
        return overlapped;
    }
}
