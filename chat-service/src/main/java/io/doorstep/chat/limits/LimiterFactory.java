package io.doorstep.chat.limits;

import io.doorstep.events.RateLimit;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes the limiter of a client that is seen for the first time. */
@FunctionalInterface
public interface LimiterFactory {

    RateLimiter create(String name, RateLimit limit);

    /** Exact over any window; the default. */
    static LimiterFactory slidingWindow() {
        return (name, limit) -> new SlidingWindowRateLimiter(name, config(limit),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    /** Resilience4j's own, which counts in fixed cycles. */
    static LimiterFactory fixedCycle() {
        return (name, limit) -> new AtomicRateLimiter(name, config(limit));
    }

    private static RateLimiterConfig config(RateLimit limit) {
        return RateLimiterConfig.custom().limitForPeriod(limit.limit()).limitRefreshPeriod(limit.window())
                .timeoutDuration(Duration.ZERO).build();
    }
}
