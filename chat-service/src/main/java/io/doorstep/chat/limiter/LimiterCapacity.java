package io.doorstep.chat.limiter;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How many limiters there are, of how many there may be. Thread-safe. */
public final class LimiterCapacity {
    private final long capacity;
    private final AtomicLong size = new AtomicLong();
    private final LongAdder sharing = new LongAdder();

    LimiterCapacity(long capacity) {
        this.capacity = capacity;
    }

    /** False where it is full. */
    boolean tryAdd() {
        if (size.incrementAndGet() <= capacity) {
            return true;
        }
        size.decrementAndGet();
        sharing.increment();
        return false;
    }

    void remove() {
        size.decrementAndGet();
    }

    public long size() {
        return size.get();
    }

    public long capacity() {
        return capacity;
    }

    /** 0: empty; 1: full. */
    public double fill() {
        return (double) size.get() / capacity;
    }

    /** Since the start: how often a newcomer was judged by a limiter it shares, for want of room. */
    public long shared() {
        return sharing.sum();
    }
}
