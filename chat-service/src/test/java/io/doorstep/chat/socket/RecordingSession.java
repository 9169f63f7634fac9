package io.doorstep.chat.socket;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** A session that remembers what it was told to send, and whether two told it at the same time. */
final class RecordingSession {
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean overlapped;
    private volatile boolean open = true;
    private volatile boolean failing;

    WebSocketSession proxy() {
        return (WebSocketSession) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{WebSocketSession.class}, (_, method, arguments) -> switch (method.getName()) {
                    case "isOpen" -> open;
                    case "getId" -> "session";
                    case "sendMessage", "close" -> record(arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
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

    boolean overlapped() {
        return overlapped;
    }
}
