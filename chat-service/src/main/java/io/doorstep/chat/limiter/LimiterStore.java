package io.doorstep.chat.limiter;

import io.doorstep.chat.limiter.Limiters.Subject;
import io.doorstep.events.RateLimit;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The limiters of one limit. A client that is known costs one lookup. A plain map with a sweep instead of a cache: a
 * limiter knows itself when it has become worthless, and an entry is as small as it can be.
 */
final class LimiterStore {
    /** Limiters that newcomers share when there is no room, by a hash of their network. */
    private static final int SHARED = 4096;

    private final String name;
    private final LimiterFactory factory;
    private final LimiterCapacity limiterCapacity;
    private final ConcurrentHashMap<String, RateLimiter> own = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<RateLimiter> shared = new AtomicReferenceArray<>(SHARED);

    /** @param name of its limiters' family */
    LimiterStore(String name, LimiterFactory factory, LimiterCapacity limiterCapacity) {
        this.name = name;
        this.factory = factory;
        this.limiterCapacity = limiterCapacity;
    }

    /** The limiter that judges the subject; a new one where it has none. */
    RateLimiter limiterOf(Subject subject, RateLimit limit) {
        RateLimiter known = own.get(subject.id());
        if (known == null) {
            return ofNewcomer(subject, limit);
        }
        return Resilience4jLimiters.isUnderAnotherWindow(known, limit) ? replaced(subject.id(), known, limit) : known;
    }

    /** The limiter that would judge the subject; null where that would be a new one. */
    @Nullable
    RateLimiter known(Subject subject) {
        RateLimiter known = own.get(subject.id());
        return known == null && limiterCapacity.size() >= limiterCapacity.capacity()
                ? shared.get(placeOf(subject))
                : known;
    }

    private RateLimiter ofNewcomer(Subject subject, RateLimit limit) {
        if (!limiterCapacity.tryAdd()) {
            return sharedBy(subject, limit);
        }
        RateLimiter created;
        try {
            created = factory.create(name, limit);
        } catch (RuntimeException e) {
            limiterCapacity.remove();
            throw e;
        }
        RateLimiter before = own.putIfAbsent(subject.id(), created);
        if (before != null) {
            limiterCapacity.remove();
            return before;
        }
        return created;
    }

    private RateLimiter sharedBy(Subject subject, RateLimit limit) {
        int place = placeOf(subject);
        RateLimiter existing = shared.get(place);
        if (existing != null && !Resilience4jLimiters.isUnderAnotherWindow(existing, limit)) {
            return existing;
        }
        RateLimiter created = factory.create(name, limit);
        return shared.updateAndGet(place,
                before -> before == null || Resilience4jLimiters.isUnderAnotherWindow(before, limit)
                        ? created
                        : before);
    }

    private static int placeOf(Subject subject) {
        int hash = subject.client().prefix().hashCode();
        return (hash ^ (hash >>> 16) ^ (hash >>> 24)) & (SHARED - 1);
    }

    private RateLimiter replaced(String id, RateLimiter known, RateLimit limit) {
        RateLimiter created = factory.create(name, limit);
        own.replace(id, known, created);
        return created;
    }

    void remove(String id, RateLimiter limiter) {
        if (own.remove(id, limiter)) {
            limiterCapacity.remove();
        }
    }

    long sweep() {
        long[] removed = {0};
        own.forEach((id, limiter) -> {
            boolean idle = limiter instanceof SlidingWindowRateLimiter exact
                    ? exact.retireIfIdle()
                    : Resilience4jLimiters.isUnused(limiter);
            if (idle) {
                remove(id, limiter);
                removed[0]++;
            }
        });
        return removed[0];
    }

    long clear() {
        long[] removed = {0};
        own.forEach((id, limiter) -> {
            remove(id, limiter);
            removed[0]++;
        });
        for (int place = 0; place < SHARED; place++) {
            shared.set(place, null);
        }
        return removed[0];
    }

    /** Those of the id and of all that begins with it and the separator. */
    long removeAllOf(String id, String separator) {
        long[] removed = {0};
        own.forEach((other, limiter) -> {
            if (other.equals(id) || other.startsWith(id + separator)) {
                remove(other, limiter);
                removed[0]++;
            }
        });
        return removed[0];
    }
}
