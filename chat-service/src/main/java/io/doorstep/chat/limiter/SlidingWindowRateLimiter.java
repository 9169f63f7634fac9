package io.doorstep.chat.limiter;

import io.doorstep.chat.limiter.LimiterGroup.Terms;
import io.doorstep.events.RateLimit;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.event.RateLimiterOnDrainedEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A Resilience4j limiter that is exact over any window of its length, where the stock one counts in fixed cycles and lets
 * twice the limit through across a boundary. A changed limit works from the next permit on. Who listens to the events of
 * one hears those of its family.
 */
final class SlidingWindowRateLimiter extends SlidingWindow implements Limiter {
    private final LimiterGroup group;
    private volatile Terms terms;
    private boolean retired;
    private volatile short waiting;

    SlidingWindowRateLimiter(LimiterGroup group, Terms terms) {
        this.group = group;
        this.terms = terms;
    }

    @Override
    public @Nullable Acquisition tryAcquire(RateLimit limit, int candidate) {
        long now;
        long granted;
        boolean refusedByCandidate;
        synchronized (this) {
            if (retired) {
                return null;
            }
            now = group.nowMs();
            Terms adopted = adopt(limit);
            granted = tryReserve(1, adopted.limit(), candidate, adopted.windowMs(), now, 0);
            refusedByCandidate = isLatestRefusedByCandidate();
        }
        group.publish(granted >= 0, 1);
        return granted == 0
                ? new Acquisition.Granted(this, now, refusedByCandidate)
                : new Acquisition.Refused(-granted);
    }

    @Override
    public synchronized void takeBack(long instantMs) {
        giveBack(instantMs);
    }

    @Override
    public boolean canAdopt(RateLimit limit) {
        return true;
    }

    @Override
    public synchronized long millisUntilPermit(RateLimit limit) {
        return millisUntilGranted(1, limit.limit(), limit.windowMs(), group.nowMs());
    }

    @Override
    public synchronized int available(RateLimit limit) {
        return available(limit.limit(), limit.windowMs(), group.nowMs());
    }

    @Override
    public synchronized int used(RateLimit limit) {
        return used(limit.windowMs(), group.nowMs());
    }

    @Override
    public synchronized int refusedByCandidate(RateLimit limit) {
        return refusedByCandidate(limit.windowMs(), group.nowMs());
    }

    /** Where nothing of the last two windows is left in it. */
    @Override
    public synchronized boolean retireIfIdle() {
        retired = retired || (waiting == 0 && isOlderThan(2 * terms.windowMs(), group.nowMs()));
        return retired;
    }

    private Terms adopt(RateLimit limit) {
        Terms now = terms;
        if (!now.enforces(limit)) {
            now = now.timeoutMs() == 0 ? group.terms(limit) : now.with(limit);
            terms = now;
        }
        return now;
    }

    private long reserve(Terms now, int permits, long nowMs, long timeoutMs) {
        return tryReserve(permits, now.limit(), now.windowMs(), nowMs, timeoutMs);
    }

    private synchronized long reserve(int permits) {
        return reserve(terms, permits, group.nowMs(), terms.timeoutMs());
    }

    @Override
    public boolean acquirePermission(int permits) {
        long granted = reserve(permits);
        boolean inTime = granted == 0
                || (waitFor(granted > 0 ? granted : terms.timeoutMs()) && granted > 0);
        group.publish(inTime, permits);
        return inTime;
    }

    private boolean waitFor(long millis) {
        count(1);
        try {
            long deadline = group.nowMs() + millis;
            for (long left = millis; left > 0; left = deadline - group.nowMs()) {
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(left));
                if (Thread.currentThread().isInterrupted()) {
                    return false;
                }
            }
            return true;
        } finally {
            count(-1);
        }
    }

    private synchronized void count(int waiter) {
        waiting = (short) (waiting + waiter);
    }

    @Override
    public long reservePermission(int permits) {
        long granted = reserve(permits);
        group.publish(granted >= 0, permits);
        return granted < 0 ? -1 : TimeUnit.MILLISECONDS.toNanos(granted);
    }

    @Override
    public void drainPermissions() {
        int drained;
        synchronized (this) {
            long now = group.nowMs();
            drained = available(terms.limit(), terms.windowMs(), now);
            if (drained > 0) {
                reserve(terms, drained, now, 0);
            }
        }
        group.publish(new RateLimiterOnDrainedEvent(group.name(), drained));
    }

    @Override
    public synchronized void changeTimeoutDuration(Duration timeout) {
        terms = Terms.of(RateLimiterConfig.from(terms.config()).timeoutDuration(timeout).build());
    }

    @Override
    public synchronized void changeLimitForPeriod(int limit) {
        adopt(new RateLimit(limit, terms.windowMs()));
    }

    @Override
    public String getName() {
        return group.name();
    }

    @Override
    public RateLimiterConfig getRateLimiterConfig() {
        return terms.config();
    }

    @Override
    public Map<String, String> getTags() {
        return Map.of();
    }

    @Override
    public Metrics getMetrics() {
        return new Metrics() {
            @Override
            public int getNumberOfWaitingThreads() {
                return waiting;
            }

            @Override
            public int getAvailablePermissions() {
                synchronized (SlidingWindowRateLimiter.this) {
                    return available(terms.limit(), terms.windowMs(), group.nowMs());
                }
            }
        };
    }

    @Override
    public EventPublisher getEventPublisher() {
        return group.events();
    }
}
