package io.doorstep.support.log;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Lets something happen at most once in a period, and counts how often it was asked for since it last did. */
public final class OncePer {
    private final long periodNanos;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong lastNanos;

    public OncePer(Duration period) {
        this.periodNanos = period.toNanos();
        this.lastNanos = new AtomicLong(System.nanoTime() - periodNanos);
    }

    /** @param action is given how often it was asked for since it last happened, this time included */
    public void run(LongConsumer action) {
        asked.incrementAndGet();
        long now = System.nanoTime();
        long last = lastNanos.get();
        if (now - last >= periodNanos && lastNanos.compareAndSet(last, now)) {
            action.accept(asked.getAndSet(0));
        }
    }
}
