package io.doorstep.chat.kafka;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue between the socket threads, which only ever offer, and the one thread that sends. What finds no room
 * is dropped and counted.
 */
final class EventOutbox {
    private final ArrayBlockingQueue<Outgoing> queue;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    EventOutbox(int capacity) {
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    boolean offer(Outgoing event) {
        boolean taken = queue.offer(event);
        if (!taken) {
            countDropped();
        }
        return taken;
    }

    /** One that found no room before it came here. */
    void countDropped() {
        dropped.incrementAndGet();
    }

    @Nullable
    Outgoing poll(long millis) throws InterruptedException {
        return queue.poll(millis, TimeUnit.MILLISECONDS);
    }

    void drainTo(List<Outgoing> batch, int max) {
        queue.drainTo(batch, max);
    }

    void countPublished() {
        published.incrementAndGet();
    }

    void countFailed() {
        failed.incrementAndGet();
    }

    long published() {
        return published.get();
    }

    /** Those that found no room, and those Kafka refused for good. */
    long dropped() {
        return dropped.get() + failed.get();
    }

    /** Those that found no room. */
    long overflowed() {
        return dropped.get();
    }

    int waiting() {
        return queue.size();
    }
}
