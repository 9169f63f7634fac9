package io.doorstep.support.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Lets something happen at most once a second, and counts how often it was asked for since it last did. */
public final class OncePerSecond {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime() - SECOND);

    /** @param action is given how often it was asked for since it last happened, this time included */
    public void run(LongConsumer action) {
        asked.incrementAndGet();
        long now = System.nanoTime();
        long last = lastNanos.get();
        if (now - last >= SECOND && lastNanos.compareAndSet(last, now)) {
            action.accept(asked.getAndSet(0));
        }
    }
}
