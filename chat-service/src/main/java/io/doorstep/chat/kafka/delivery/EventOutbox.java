package io.doorstep.chat.kafka.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue between the socket threads, which only ever offer, and the one thread that sends. What finds no room
 * is dropped and counted.
 */
public final class EventOutbox {
    private final ArrayBlockingQueue<PendingEvent> queue;
    private final AtomicLong overflowed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile long droppedNanos;
    private volatile boolean takesMessages = true;

    public EventOutbox(int capacity) {
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    public boolean offer(PendingEvent event) {
        boolean taken = queue.offer(event);
        if (!taken) {
            countDropped();
        }
        return taken;
    }

    /** Whoever says it is told that there was no room, and it leaves no hole among the events. */
    public boolean offerMessage(PendingEvent message) {
        boolean taken = takesMessages && queue.offer(message);
        if (!taken) {
            refused.incrementAndGet();
            droppedNanos = System.nanoTime();
        }
        return taken;
    }

    /** Whether messages are taken: not where they could be neither sent nor written down. */
    void takeMessages(boolean whether) {
        takesMessages = whether;
    }

    /** Takes out the messages that wait. */
    List<PendingEvent> removeMessages() {
        List<PendingEvent> removed = new ArrayList<>();
        queue.removeIf(outgoing -> outgoing.message() != null && removed.add(outgoing));
        return removed;
    }

    /** Nobody misses one. */
    public boolean offerSignal(PendingEvent signal) {
        return queue.offer(signal);
    }

    /** One that found no room before it came here. */
    public void countDropped() {
        overflowed.incrementAndGet();
        droppedNanos = System.nanoTime();
    }

    @Nullable
    PendingEvent poll(long millis) throws InterruptedException {
        return queue.poll(millis, TimeUnit.MILLISECONDS);
    }

    public void drainTo(Collection<PendingEvent> batch, int max) {
        queue.drainTo(batch, max);
    }

    /** Events and messages that found no room. */
    public long dropped() {
        return overflowed.get() + refused.get();
    }

    boolean hasDroppedWithin(Duration time) {
        return dropped() > 0 && System.nanoTime() - droppedNanos < time.toNanos();
    }

    /** Events that found no room. */
    public long overflowed() {
        return overflowed.get();
    }

    public int waiting() {
        return queue.size();
    }
}
