package io.doorstep.chat.socket;

import io.doorstep.events.json.DoorstepJson;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * What is still to be sent on one socket, in order. Whoever adds to it never waits; one virtual thread at a time writes.
 * A socket that reads so slowly that it fills is closed. After a close nothing is added.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int CAPACITY = 256;
    private static final int FIRST_CAPACITY = 3;

    private final WebSocketSession session;
    private final Executor writers;
    private final Runnable onClosing;
    private final Queue<Item> waiting = new ArrayDeque<>(FIRST_CAPACITY);
    private boolean writing;
    private boolean closing;

    private sealed interface Item {}

    private record Frame(ServerFrame frame) implements Item {}

    private record Ping() implements Item {}

    private record Close(CloseStatus status) implements Item {}

    /** @param onClosing is told as soon as a close has been added, once */
    Outbox(WebSocketSession session, Executor writers, Runnable onClosing) {
        this.session = session;
        this.writers = writers;
        this.onClosing = onClosing;
    }

    void send(ServerFrame frame) {
        add(new Frame(frame));
    }

    void ping() {
        add(new Ping());
    }

    /** Closes after all that was added before. */
    void close(CloseStatus status) {
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
        for (Item item = next(); item != null; item = next()) {
            write(item);
        }
    }

    private synchronized @Nullable Item next() {
        Item next = waiting.poll();
        writing = next != null;
        return next;
    }

    private void write(Item item) {
        try {
            switch (item) {
                case Frame(ServerFrame frame) when session.isOpen() ->
                    session.sendMessage(new TextMessage(DoorstepJson.mapper().writeValueAsString(frame)));
                case Ping _ when session.isOpen() -> session.sendMessage(new PingMessage());
                case Close(CloseStatus status) -> session.close(status);
                default -> {
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("the peer of {} is gone", session.getId(), e);
        }
    }
}
