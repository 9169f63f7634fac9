package io.doorstep.events;

import java.time.Duration;

/**
 * At most {@code limit} permits in any window.
 *
 * @param limit permits, at least 1
 * @param windowMs length of the window in milliseconds, at least 1 and at most ten years
 */
public record RateLimit(int limit, long windowMs) {
    private static final long LONGEST_MS = Duration.ofDays(3650).toMillis();

    public RateLimit {
        if (limit < 1 || windowMs < 1 || windowMs > LONGEST_MS) {
            throw new IllegalArgumentException(
                    "a rate limit needs at least 1 permit and a window of 1 ms to 3650 days, not "
                            + limit + " per " + windowMs + " ms");
        }
    }

    public static RateLimit of(int limit, Duration window) {
        return new RateLimit(limit, window.toMillis());
    }

    public Duration window() {
        return Duration.ofMillis(windowMs);
    }

    public RateLimit withLimit(int newLimit) {
        return new RateLimit(newLimit, windowMs);
    }
}
