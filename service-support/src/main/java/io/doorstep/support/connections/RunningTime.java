package io.doorstep.support.connections;

import java.util.function.LongSupplier;

/**
 * Time in which this process ran. While it stood still (the machine slept or had other things to do, memory was collected)
 * what peers had sent lay unread, so that time does not count against them. Not thread-safe.
 */
final class RunningTime {
    private final LongSupplier clockNanos;
    private final long longestNanos;
    private long lookedAt;
    private long elapsed;

    /**
     * @param clockNanos never goes back
     * @param longestNanos the longest time between two looks that counts in full; what is above it was a standstill
     */
    RunningTime(LongSupplier clockNanos, long longestNanos) {
        this.clockNanos = clockNanos;
        this.longestNanos = longestNanos;
        this.lookedAt = clockNanos.getAsLong();
    }

    /** Nanoseconds in which the process ran since this was made. */
    long nanos() {
        return elapsed + Math.min(clockNanos.getAsLong() - lookedAt, longestNanos);
    }

    /** To be called several times in the longest time. */
    void look() {
        elapsed = nanos();
        lookedAt = clockNanos.getAsLong();
    }
}
