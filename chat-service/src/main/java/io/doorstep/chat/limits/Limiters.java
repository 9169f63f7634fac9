package io.doorstep.chat.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.doorstep.events.LimitName;
import io.doorstep.events.RateLimit;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The limiters of all clients, in a store that is bounded and forgets those that have not been asked for twice their
 * window. When it is full, newcomers share one limiter per limit: nobody gets a fresh budget by pushing others out.
 */
public final class Limiters {
    private static final String OVERFLOW = "";

    private final LimiterFactory factory;
    private final long capacity;
    private final Cache<Key, RateLimiter> store;

    /** @param capacity limiters held at most */
    public Limiters(LimiterFactory factory, long capacity) {
        this.factory = factory;
        this.capacity = capacity;
        this.store = Caffeine.newBuilder().scheduler(Scheduler.systemScheduler())
                .expireAfter(Expiry.accessing((Key _, RateLimiter limiter) -> twiceTheWindowOf(limiter))).build();
    }

    private static Duration twiceTheWindowOf(RateLimiter limiter) {
        return limiter.getRateLimiterConfig().getLimitRefreshPeriod().multipliedBy(2);
    }

    /**
     * Takes one permit if there is one, else changes nothing. Never waits.
     *
     * @param subject whom the limit is counted for
     * @param limit the limit in force; the limiter adopts it at once where it was another
     * @return milliseconds until a permit is free; 0: one was taken
     */
    public long tryAcquire(LimitName name, String subject, RateLimit limit) {
        return switch (limiterOf(name, subject, limit)) {
            case SlidingWindowRateLimiter exact -> exact.tryAcquire();
            case RateLimiter other -> other.acquirePermission() ? 0 : Math.max(1, millisToWait(other, limit));
        };
    }

    /** As {@link #tryAcquire}, but takes nothing. */
    public long millisUntilPermit(LimitName name, String subject, RateLimit limit) {
        return switch (limiterOf(name, subject, limit)) {
            case SlidingWindowRateLimiter exact -> exact.millisUntilPermit();
            case RateLimiter other -> other.getMetrics().getAvailablePermissions() > 0
                    ? 0
                    : Math.max(1, millisToWait(other, limit));
        };
    }

    private static long millisToWait(RateLimiter limiter, RateLimit limit) {
        return limiter instanceof AtomicRateLimiter stock
                ? TimeUnit.NANOSECONDS.toMillis(stock.getDetailedMetrics().getNanosToWait()) + 1
                : limit.windowMs();
    }

    private RateLimiter limiterOf(LimitName name, String subject, RateLimit limit) {
        Key key = new Key(name, subject);
        RateLimiter limiter = store.getIfPresent(key);
        if (limiter == null) {
            Key admitted = store.estimatedSize() < capacity ? key : new Key(name, OVERFLOW);
            limiter = store.get(admitted, _ -> factory.create(name.name(), limit));
        }
        return adopt(key, limiter, limit);
    }

    private RateLimiter adopt(Key key, RateLimiter limiter, RateLimit limit) {
        var config = limiter.getRateLimiterConfig();
        boolean samePeriod = config.getLimitRefreshPeriod().toMillis() == limit.windowMs();
        if (samePeriod && config.getLimitForPeriod() == limit.limit()) {
            return limiter;
        }
        if (limiter instanceof SlidingWindowRateLimiter exact) {
            exact.change(limit);
        } else if (samePeriod) {
            limiter.changeLimitForPeriod(limit.limit());
        } else {
            limiter = factory.create(key.name().name(), limit);
            store.put(key, limiter);
        }
        return limiter;
    }

    /** Forgets what everybody used; returns how many limiters were forgotten. */
    public long reset() {
        long forgotten = store.asMap().size();
        store.invalidateAll();
        return forgotten;
    }

    /** Forgets what one client used; returns how many limiters were forgotten. */
    public long reset(String client) {
        long before = store.asMap().size();
        store.asMap().keySet().removeIf(key -> key.isOf(client));
        return before - store.asMap().size();
    }

    public long size() {
        return store.estimatedSize();
    }

    public long capacity() {
        return capacity;
    }

    private record Key(LimitName name, String subject) {

        boolean isOf(String client) {
            return subject.equals(client) || subject.startsWith(client + " ");
        }
    }
}
