package io.doorstep.chat.socket;

import io.doorstep.events.json.DoorstepJson;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * What is still to be sent on one socket, in order. Whoever adds to it never waits; one virtual thread at a time writes.
 * A socket that reads so slowly that it fills is closed.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int CAPACITY = 256;

    private final WebSocketSession session;
    private final Executor writers;
    private final ArrayBlockingQueue<Item> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicInteger unwritten = new AtomicInteger();

    private sealed interface Item {}

    private record Frame(ServerFrame frame) implements Item {}

    private record Ping() implements Item {}

    private record Close(CloseStatus status) implements Item {}

    Outbox(WebSocketSession session, Executor writers) {
        this.session = session;
        this.writers = writers;
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
        if (!waiting.offer(item)) {
            waiting.clear();
            waiting.add(new Close(CloseStatus.SERVICE_OVERLOAD));
        }
        if (unwritten.getAndIncrement() == 0) {
            writers.execute(this::write);
        }
    }

    private void write() {
        int seen = unwritten.get();
        while (seen > 0) {
            for (Item item = waiting.poll(); item != null; item = waiting.poll()) {
                write(item);
            }
            seen = unwritten.addAndGet(-seen);
        }
    }

    private void write(Item item) {
        try {
            switch (item) {
                case Frame(ServerFrame frame) when session.isOpen() ->
                    session.sendMessage(new TextMessage(DoorstepJson.mapper().writeValueAsBytes(frame)));
                case Ping _ when session.isOpen() -> session.sendMessage(new PingMessage());
                case Close(CloseStatus status) -> session.close(status);
                default -> {
                }
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("the peer of {} is gone", session.getId(), e);
        }
    }
}
