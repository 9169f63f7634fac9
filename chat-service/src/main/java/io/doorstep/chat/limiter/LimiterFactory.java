package io.doorstep.chat.limiter;

import io.doorstep.events.RateLimit;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Makes the limiter of a client that is seen for the first time. */
@FunctionalInterface
public interface LimiterFactory {

    /** @param name of the limit; limiters of one name are one family */
    Limiter create(String name, RateLimit limit);

    /** Exact over any window; the default. */
    static LimiterFactory slidingWindow() {
        return slidingWindow(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    /** @param clockMs a clock in milliseconds that never goes back */
    static LimiterFactory slidingWindow(LongSupplier clockMs) {
        var families = new ConcurrentHashMap<String, LimiterGroup>();
        return (name, limit) -> {
            LimiterGroup group = families.computeIfAbsent(name,
                    _ -> new LimiterGroup(name, config(limit), clockMs));
            return new SlidingWindowRateLimiter(group, group.terms(limit));
        };
    }

    /** Resilience4j's own, which counts in fixed cycles. */
    static LimiterFactory fixedCycle() {
        return (name, limit) -> new FixedCycleRateLimiter(name, config(limit));
    }

    private static RateLimiterConfig config(RateLimit limit) {
        return RateLimiterConfig.custom().limitForPeriod(limit.limit()).limitRefreshPeriod(limit.window())
                .timeoutDuration(Duration.ZERO).build();
    }
}
