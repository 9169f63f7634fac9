package io.doorstep.chat.limiter;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.LimitName;
import io.doorstep.events.RateLimit;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The limiters of all clients, in a store that is bounded and forgets those that have not granted anything for twice
 * their window, which tell nothing any more. When it is full, newcomers share one limiter per network and nobody who is
 * known is pushed out: no churn of addresses buys anybody a fresh budget.
 */
public final class Limiters {
    private final LimiterCapacity limiterCapacity;
    private final Map<LimitName, LimiterStore> stores = new EnumMap<>(LimitName.class);
    /** Apart from the clients', so that the limiters that newcomers share are not those of their networks. */
    private final Map<LimitName, LimiterStore> networkStores = new EnumMap<>(LimitName.class);

    /** @param capacity limiters held at most, besides those that newcomers share when it is reached */
    public Limiters(LimiterFactory factory, long capacity) {
        this.limiterCapacity = new LimiterCapacity(capacity);
        for (LimitName name : LimitName.values()) {
            stores.put(name, new LimiterStore(name.name(), factory, limiterCapacity));
            networkStores.put(name, new LimiterStore(name.name() + "_OF_NETWORK", factory, limiterCapacity));
        }
    }

    /**
     * Whom a limit is counted for.
     *
     * @param id the client's key, or longer than it where a client has several of these limiters
     * @param isNetwork whether it is all clients of a network together
     */
    public record Subject(ClientKey client, String id, boolean isNetwork) {

        public static Subject of(ClientKey client) {
            return new Subject(client, client.value(), false);
        }

        public static Subject of(ClientKey client, String part) {
            return new Subject(client, client.value() + PART + part, false);
        }

        public static Subject ofNetwork(ClientKey network) {
            return new Subject(network, network.value(), true);
        }
    }

    private static final String PART = " ";

    /**
     * Takes one permit if there is one, else changes nothing. Never waits.
     *
     * @param limit the limit in force; the limiter adopts it at once where it was another
     */
    public Acquisition tryAcquire(LimitName name, Subject subject, RateLimit limit) {
        return tryAcquire(name, subject, limit, limit.limit());
    }

    /**
     * As {@link #tryAcquire(LimitName, Subject, RateLimit)}, beside a candidate. Resilience4j's own limiter knows none: what
     * it grants, no candidate would have refused.
     *
     * @param candidate a number under the same window, 1 to that of the limit; the latter where there is no candidate
     */
    public Acquisition tryAcquire(LimitName name, Subject subject, RateLimit limit, int candidate) {
        LimiterStore store = store(name, subject);
        while (true) {
            RateLimiter limiter = store.limiterOf(subject, limit);
            Acquisition acquisition = limiter instanceof SlidingWindowRateLimiter exact
                    ? exact.tryAcquire(limit, candidate)
                    : Resilience4jLimiters.tryAcquire(limiter, limit);
            if (acquisition != null) {
                return acquisition;
            }
            store.remove(subject.id(), limiter);
        }
    }

    /** One permit of one limit, wanted together with others. */
    public record Ask(LimitName name, Subject subject, RateLimit limit) {}

    /**
     * Takes one permit of each or none: where one refuses, what the others granted is given back.
     *
     * @return empty where all were taken; else the refusal
     */
    public Optional<Acquisition.Refused> tryAcquireAll(List<Ask> asks) {
        List<Acquisition.Granted> taken = new ArrayList<>(asks.size());
        for (Ask ask : asks) {
            switch (tryAcquire(ask.name(), ask.subject(), ask.limit())) {
                case Acquisition.Granted granted -> taken.add(granted);
                case Acquisition.Refused refused -> {
                    taken.forEach(Acquisition.Granted::giveBack);
                    return Optional.of(refused);
                }
            }
        }
        return Optional.empty();
    }

    /** How long until the subject would be granted a permit, in milliseconds; 0: now. Takes nothing. */
    public long millisUntilPermit(LimitName name, Subject subject, RateLimit limit) {
        return switch (store(name, subject).known(subject)) {
            case null -> 0;
            case SlidingWindowRateLimiter exact -> exact.millisUntilPermit(limit);
            case RateLimiter other -> Resilience4jLimiters.millisUntilPermit(other, limit);
        };
    }

    /** Permits that the subject would be granted now. */
    public int available(LimitName name, Subject subject, RateLimit limit) {
        return switch (store(name, subject).known(subject)) {
            case null -> limit.limit();
            case SlidingWindowRateLimiter exact -> exact.available(limit);
            case RateLimiter other -> Math.max(0, other.getMetrics().getAvailablePermissions());
        };
    }

    /** Permits that the subject was granted within the window that ends now; of a fixed cycle, within that. */
    public int used(LimitName name, Subject subject, RateLimit limit) {
        return switch (store(name, subject).known(subject)) {
            case null -> 0;
            case SlidingWindowRateLimiter exact -> exact.used(limit);
            case RateLimiter other -> Math.max(0, limit.limit() - other.getMetrics().getAvailablePermissions());
        };
    }

    /** Of those, the ones that the candidate of their time would have refused. */
    public int refusedByCandidate(LimitName name, Subject subject, RateLimit limit) {
        return store(name, subject).known(subject) instanceof SlidingWindowRateLimiter exact
                ? exact.refusedByCandidate(limit)
                : 0;
    }

    private LimiterStore store(LimitName name, Subject subject) {
        LimiterStore store = (subject.isNetwork() ? networkStores : stores).get(name);
        if (store == null) {
            throw new IllegalStateException("every limit has a store");
        }
        return store;
    }

    /** Lets go of the limiters that tell nothing any more; returns how many. To be called now and then. */
    public long sweep() {
        return allStores().mapToLong(LimiterStore::sweep).sum();
    }

    /** Forgets what everybody used; returns how many limiters were forgotten. */
    public long reset() {
        return allStores().mapToLong(LimiterStore::clear).sum();
    }

    /**
     * Forgets what one client used, and what its network did, which would refuse it as well; or what a network used. Returns
     * how many limiters of the one that is named were forgotten.
     */
    public long reset(ClientKey client) {
        ClientKey network = client.network();
        if (network != null) {
            reset(networkStores, network);
        }
        return reset(stores, client) + reset(networkStores, client);
    }

    private static long reset(Map<LimitName, LimiterStore> stores, ClientKey client) {
        return stores.values().stream().mapToLong(store -> store.removeAllOf(client.value(), PART)).sum();
    }

    private Stream<LimiterStore> allStores() {
        return Stream.concat(stores.values().stream(), networkStores.values().stream());
    }

    /** How full the store is. */
    public LimiterCapacity population() {
        return limiterCapacity;
    }

    public long size() {
        return limiterCapacity.size();
    }

    public long capacity() {
        return limiterCapacity.capacity();
    }
}
