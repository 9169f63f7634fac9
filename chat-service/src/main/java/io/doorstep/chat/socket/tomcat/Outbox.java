package io.doorstep.chat.socket.tomcat;

import io.doorstep.chat.socket.frame.ServerFrame;
import io.doorstep.events.json.DoorstepJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/**
 * What is still to be sent on one socket, in order. Whoever adds to it never waits; one virtual thread at a time writes,
 * and frames that wait for each other leave in one write. A socket that reads so slowly that it fills is closed. After a
 * close nothing is added.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int CAPACITY = 256;
    private static final int FIRST_CAPACITY = 3;
    private static final int MOST_TOGETHER = 64;

    private final WebSocketSession session;
    private final Line line;
    private final Executor writers;
    private final Runnable onClosing;
    private final Queue<Item> waiting = new ArrayDeque<>(FIRST_CAPACITY);
    private boolean writing;
    private boolean closing;

    /** What the bytes of frames leave by. */
    interface Line {

        /** Waits until they have left. */
        void write(ByteBuffer frames) throws IOException;

        /** Ends it now. */
        void abort();
    }

    private sealed interface Item {}

    private record Frame(ServerFrame frame) implements Item {}

    private record Ping() implements Item {}

    private record Close(CloseStatus status) implements Item {}

    /** @param onClosing is told as soon as a close has been added, once */
    public Outbox(WebSocketSession session, Line line, Executor writers, Runnable onClosing) {
        this.session = session;
        this.line = line;
        this.writers = writers;
        this.onClosing = onClosing;
    }

    public void send(ServerFrame frame) {
        add(new Frame(frame));
    }

    public void ping() {
        add(new Ping());
    }

    /** Closes after all that was added before. */
    public void close(CloseStatus status) {
        add(new Close(status));
    }

    private void add(Item item) {
        boolean startWriting;
        boolean startClosing;
        synchronized (this) {
            if (closing) {
                return;
            }
            Item next = item;
            if (waiting.size() >= CAPACITY) {
                waiting.clear();
                next = new Close(CloseStatus.SERVICE_OVERLOAD);
            }
            waiting.add(next);
            startClosing = next instanceof Close;
            closing = startClosing;
            startWriting = !writing;
            writing = true;
        }
        if (startClosing) {
            onClosing.run();
        }
        if (startWriting) {
            writers.execute(this::write);
        }
    }

    private void write() {
        FrameBuffer buffer = new FrameBuffer();
        for (List<Item> next = next(); !next.isEmpty(); next = next()) {
            next.forEach(item -> add(item, buffer));
            leave(buffer);
        }
    }

    /** What waits by now leaves together; empty where nothing does, and whoever adds next has to see to it. */
    private synchronized List<Item> next() {
        if (waiting.isEmpty()) {
            writing = false;
            return List.of();
        }
        List<Item> next = new ArrayList<>(Math.min(waiting.size(), MOST_TOGETHER));
        while (!waiting.isEmpty() && next.size() < MOST_TOGETHER) {
            next.add(waiting.remove());
        }
        return next;
    }

    private void add(Item item, FrameBuffer buffer) {
        switch (item) {
            case Frame(ServerFrame frame) when session.isOpen() -> buffer.text(bytes(frame));
            case Ping _ when session.isOpen() -> buffer.ping();
            case Close(CloseStatus status) -> {
                leave(buffer);
                closeSession(status);
            }
            default -> {
            }
        }
        if (buffer.isAmple()) {
            leave(buffer);
        }
    }

    private static byte[] bytes(ServerFrame frame) {
        return DoorstepJson.mapper().writeValueAsBytes(frame);
    }

    private void leave(FrameBuffer buffer) {
        ByteBuffer frames = buffer.take();
        if (!frames.hasRemaining()) {
            return;
        }
        try {
            line.write(frames);
        } catch (IOException | RuntimeException e) {
            LOG.debug("the peer of {} is gone", session.getId(), e);
            line.abort();
            closeSession(CloseStatus.GOING_AWAY);
        }
    }

    private void closeSession(CloseStatus status) {
        try {
            session.close(status);
        } catch (IOException | RuntimeException e) {
            LOG.debug("the peer of {} is gone", session.getId(), e);
        }
    }
}
