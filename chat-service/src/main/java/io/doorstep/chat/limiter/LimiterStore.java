package io.doorstep.chat.limiter;

import io.doorstep.chat.limiter.Limiters.Subject;
import io.doorstep.events.RateLimit;
import java.util.Locale;
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
    private final String part;
    private final LimiterFactory factory;
    private final LimiterCapacity limiterCapacity;
    private final ConcurrentHashMap<String, Limiter> own = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<Limiter> shared = new AtomicReferenceArray<>(SHARED);

    /** @param name of its limiters' family */
    LimiterStore(String name, LimiterFactory factory, LimiterCapacity limiterCapacity) {
        this.name = name;
        this.part = name.toLowerCase(Locale.ROOT);
        this.factory = factory;
        this.limiterCapacity = limiterCapacity;
    }

    /** The answer in place of that of a limiter which failed. */
    Acquisition.Failed failed(RuntimeException error) {
        return new Acquisition.Failed(part, error);
    }

    /** The limiter that judges the subject; a new one where it has none. */
    Limiter limiterOf(Subject subject, RateLimit limit) {
        Limiter known = own.get(subject.id());
        if (known == null) {
            return ofNewcomer(subject, limit);
        }
        return known.canAdopt(limit) ? known : replaced(subject, known, limit);
    }

    /** The limiter that would judge the subject; null where that would be a new one. */
    @Nullable
    Limiter known(Subject subject) {
        Limiter known = own.get(subject.id());
        return known == null && limiterCapacity.size() >= limiterCapacity.capacity()
                ? shared.get(placeOf(subject))
                : known;
    }

    private Limiter ofNewcomer(Subject subject, RateLimit limit) {
        if (!limiterCapacity.tryAdd()) {
            return sharedBy(subject, limit);
        }
        Limiter created;
        try {
            created = factory.create(name, limit);
        } catch (RuntimeException e) {
            limiterCapacity.remove();
            throw e;
        }
        Limiter before = own.putIfAbsent(subject.id(), created);
        if (before != null) {
            limiterCapacity.remove();
            return before;
        }
        return created;
    }

    private Limiter sharedBy(Subject subject, RateLimit limit) {
        int place = placeOf(subject);
        Limiter existing = shared.get(place);
        if (existing != null && existing.canAdopt(limit)) {
            return existing;
        }
        Limiter created = factory.create(name, limit);
        return shared.updateAndGet(place,
                before -> before != null && before.canAdopt(limit) ? before : created);
    }

    private static int placeOf(Subject subject) {
        int hash = subject.client().prefix().hashCode();
        return (hash ^ (hash >>> 16) ^ (hash >>> 24)) & (SHARED - 1);
    }

    /** One that somebody else has put in its place counts, and no other. */
    private Limiter replaced(Subject subject, Limiter known, RateLimit limit) {
        Limiter created = factory.create(name, limit);
        return own.replace(subject.id(), known, created) ? created : limiterOf(subject, limit);
    }

    void remove(String id, Limiter limiter) {
        if (own.remove(id, limiter)) {
            limiterCapacity.remove();
        }
    }

    long sweep() {
        long[] removed = {0};
        own.forEach((id, limiter) -> {
            if (limiter.retireIfIdle()) {
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
