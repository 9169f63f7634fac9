package io.doorstep.events;

/**
 * How long numbers below the configured ones hold unless the learner renews them, which it does after each window.
 *
 * @param renewalDueMs when the next renewal is late, in milliseconds since the epoch
 * @param untilMs when they are dropped, in milliseconds since the epoch
 */
public record Lease(long renewalDueMs, long untilMs) {
    /** Windows after the last renewal that a lease ends. */
    public static final int WINDOWS = 3;

    /** From now on, with windows of this length: a renewal is late after one and a half. */
    public static Lease from(long nowMs, long windowMs) {
        return new Lease(nowMs + windowMs + windowMs / 2, nowMs + WINDOWS * windowMs);
    }
}
