package io.doorstep.chat.limiter;

import io.doorstep.events.RateLimit;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.util.concurrent.TimeUnit;

/**
 * What is asked of a limiter that is not Doorstep's own, as far as Resilience4j's interface can tell. How long a client has to
 * wait it does not tell: this is the one class that knows the limiter inside.
 */
final class Resilience4jLimiters {
    private static final Acquisition TAKEN_FOR_GOOD = new Acquisition.Granted(Acquisition.Limiter.ONE_WAY, 0,
            false);

    private Resilience4jLimiters() {}

    /** One that counts in fixed cycles. */
    static RateLimiter create(String name, RateLimiterConfig config) {
        return new AtomicRateLimiter(name, config);
    }

    /** Takes a permit under this limit, which it adopts. */
    static Acquisition tryAcquire(RateLimiter limiter, RateLimit limit) {
        if (limiter.getRateLimiterConfig().getLimitForPeriod() != limit.limit()) {
            limiter.changeLimitForPeriod(limit.limit());
        }
        return limiter.acquirePermission()
                ? TAKEN_FOR_GOOD
                : new Acquisition.Refused(Math.max(1, millisToWait(limiter, limit)));
    }

    static long millisUntilPermit(RateLimiter limiter, RateLimit limit) {
        return limiter.getMetrics().getAvailablePermissions() > 0 ? 0 : Math.max(1, millisToWait(limiter, limit));
    }

    /** Its period cannot be changed: under another window it has to be another limiter. */
    static boolean isUnderAnotherWindow(RateLimiter limiter, RateLimit limit) {
        return !(limiter instanceof SlidingWindowRateLimiter)
                && limiter.getRateLimiterConfig().getLimitRefreshPeriod().toMillis() != limit.windowMs();
    }

    /** Whether a new one would be the same. */
    static boolean isUnused(RateLimiter limiter) {
        return limiter.getMetrics().getAvailablePermissions() >= limiter.getRateLimiterConfig().getLimitForPeriod();
    }

    private static long millisToWait(RateLimiter limiter, RateLimit limit) {
        return limiter instanceof AtomicRateLimiter stock
                ? TimeUnit.NANOSECONDS.toMillis(stock.getDetailedMetrics().getNanosToWait()) + 1
                : limit.windowMs();
    }
}
