package io.doorstep.support.threads;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How often the work of one name has died. */
final class Deaths {
    private final String name;
    private final AtomicLong count = new AtomicLong();
    private volatile String latest = "";
    private volatile long latestNanos;

    Deaths(String name) {
        this.name = name;
    }

    void add(Throwable death) {
        latest = death.toString();
        latestNanos = System.nanoTime();
        count.incrementAndGet();
    }

    String name() {
        return name;
    }

    long count() {
        return count.get();
    }

    boolean hasLatelyWithin(Duration time) {
        return count.get() > 0 && System.nanoTime() - latestNanos < time.toNanos();
    }

    String inWords() {
        return "the thread " + name + " has died and was started again, " + count() + " times since the start ("
                + latest
                + ")";
    }
}
