package io.doorstep.chat.socket.tomcat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/**
 * A session that remembers what it was told to send, frame by frame, how often it was told, and whether two told it at the
 * same time.
 */
public final class RecordingSession implements Outbox.Line {
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean overlapped;
    private volatile boolean open = true;
    private volatile boolean failing;

    public WebSocketSession proxy() {
        return (WebSocketSession) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{WebSocketSession.class}, (_, method, arguments) -> switch (method.getName()) {
                    case "isOpen" -> open;
                    case "getId" -> "session";
                    case "close" -> {
                        record(List.of("close " + ((CloseStatus) arguments[0]).getCode()));
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public void write(ByteBuffer frames) throws IOException {
        writes.incrementAndGet();
        if (failing) {
            failing = false;
            throw new IOException("broken pipe");
        }
        List<String> written = new ArrayList<>();
        while (frames.hasRemaining()) {
            written.add(frame(frames));
        }
        record(written);
    }

    private static String frame(ByteBuffer frames) {
        int firstByte = Byte.toUnsignedInt(frames.get());
        byte[] payload = new byte[length(frames)];
        frames.get(payload);
        return switch (firstByte) {
            case 0x81 -> new String(payload, StandardCharsets.UTF_8);
            case 0x89 -> "ping";
            default -> throw new UnsupportedOperationException(Integer.toHexString(firstByte));
        };
    }

    private static int length(ByteBuffer frames) {
        int length = Byte.toUnsignedInt(frames.get());
        return switch (length) {
            case 126 -> Short.toUnsignedInt(frames.getShort());
            case 127 -> Math.toIntExact(frames.getLong());
            default -> length;
        };
    }

    @Override
    public void abort() {
        sent.add("abort");
        disappear();
    }

    private void record(List<String> told) {
        if (inside.incrementAndGet() > 1) {
            overlapped = true;
        }
        sent.addAll(told);
        inside.decrementAndGet();
    }

    void disappear() {
        open = false;
    }

    void failNext() {
        failing = true;
    }

    public List<String> sent() {
        return sent;
    }

    int writes() {
        return writes.get();
    }

    boolean overlapped() {
        return overlapped;
    }
}
