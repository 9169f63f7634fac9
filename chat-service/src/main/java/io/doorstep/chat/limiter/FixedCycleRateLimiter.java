package io.doorstep.chat.limiter;

import io.doorstep.events.RateLimit;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.util.concurrent.TimeUnit;

/**
 * Resilience4j's own limiter, which counts in fixed cycles. It knows no candidates and takes no permit back. The one class
 * that knows this limiter inside, for the wait, which the interface does not tell.
 */
final class FixedCycleRateLimiter extends AtomicRateLimiter implements Limiter {

    FixedCycleRateLimiter(String name, RateLimiterConfig config) {
        super(name, config);
    }

    @Override
    public Acquisition tryAcquire(RateLimit limit, int candidate) {
        if (getRateLimiterConfig().getLimitForPeriod() != limit.limit()) {
            changeLimitForPeriod(limit.limit());
        }
        return acquirePermission() ? new Acquisition.Granted(this, 0, false) : new Acquisition.Refused(millisToWait());
    }

    @Override
    public void takeBack(long instantMs) {
        // a cycle counts permits and does not know them
    }

    /** Its period cannot be changed. */
    @Override
    public boolean canAdopt(RateLimit limit) {
        return getRateLimiterConfig().getLimitRefreshPeriod().toMillis() == limit.windowMs();
    }

    @Override
    public long millisUntilPermit(RateLimit limit) {
        return getMetrics().getAvailablePermissions() > 0 ? 0 : millisToWait();
    }

    private long millisToWait() {
        return TimeUnit.NANOSECONDS.toMillis(getDetailedMetrics().getNanosToWait()) + 1;
    }

    @Override
    public int available(RateLimit limit) {
        return Math.max(0, getMetrics().getAvailablePermissions());
    }

    @Override
    public int used(RateLimit limit) {
        return Math.max(0, limit.limit() - getMetrics().getAvailablePermissions());
    }

    @Override
    public int refusedByCandidate(RateLimit limit) {
        return 0;
    }

    /** Where nothing of the cycle is used. It goes on granting to whoever has it at this moment. */
    @Override
    public boolean retireIfIdle() {
        return getMetrics().getAvailablePermissions() >= getRateLimiterConfig().getLimitForPeriod();
    }
}
