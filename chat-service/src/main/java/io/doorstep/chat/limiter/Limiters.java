package io.doorstep.chat.limiter;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.LimitName;
import io.doorstep.events.RateLimit;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
     * Takes one permit if there is one, else changes nothing. Never waits, and never throws: a limiter that fails is an answer.
     *
     * @param limit the effective limit; the limiter adopts it at once where it was another
     */
    public Acquisition tryAcquire(LimitName name, Subject subject, RateLimit limit) {
        return tryAcquire(name, subject, limit, limit.limit());
    }

    /**
     * As {@link #tryAcquire(LimitName, Subject, RateLimit)}, beside a candidate.
     *
     * @param candidate a number under the same window, 1 to that of the limit; the latter where there is no candidate
     */
    public Acquisition tryAcquire(LimitName name, Subject subject, RateLimit limit, int candidate) {
        LimiterStore store = store(name, subject);
        try {
            while (true) {
                Limiter limiter = store.limiterOf(subject, limit);
                Acquisition acquisition = limiter.tryAcquire(limit, candidate);
                if (acquisition != null) {
                    return acquisition;
                }
                store.remove(subject.id(), limiter);
            }
        } catch (RuntimeException e) {
            return store.failed(e);
        }
    }

    /** Why the subject would get no permit now; null where it would. Takes nothing. */
    public Acquisition.@Nullable NotGranted obstacle(LimitName name, Subject subject, RateLimit limit) {
        try {
            long wait = millisUntilPermit(name, subject, limit);
            return wait == 0 ? null : new Acquisition.Refused(wait);
        } catch (RuntimeException e) {
            return store(name, subject).failed(e);
        }
    }

    /** How long until the subject would be granted a permit, in milliseconds; 0: now. Takes nothing. */
    public long millisUntilPermit(LimitName name, Subject subject, RateLimit limit) {
        Limiter known = store(name, subject).known(subject);
        return known == null ? 0 : known.millisUntilPermit(limit);
    }

    /** Permits that the subject would be granted now. */
    public int available(LimitName name, Subject subject, RateLimit limit) {
        Limiter known = store(name, subject).known(subject);
        return known == null ? limit.limit() : known.available(limit);
    }

    /**
     * Permits that the subject was granted within the window that ends now; of a fixed cycle, within that. 0 where its limiter
     * fails, which the next permit that is asked of it tells.
     */
    public int used(LimitName name, Subject subject, RateLimit limit) {
        try {
            Limiter known = store(name, subject).known(subject);
            return known == null ? 0 : known.used(limit);
        } catch (RuntimeException _) {
            return 0;
        }
    }

    /** Of those, the ones that the candidate of their time would have refused. */
    public int refusedByCandidate(LimitName name, Subject subject, RateLimit limit) {
        Limiter known = store(name, subject).known(subject);
        return known == null ? 0 : known.refusedByCandidate(limit);
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
