package io.doorstep.chat.admission;

import io.doorstep.chat.client.ClientKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the sockets of an instance and of each client. Plain counters: they cannot fail, so the caps always hold. */
final class Slots {
    private final AtomicInteger total = new AtomicInteger();
    private final ConcurrentHashMap<ClientKey, Integer> perClient = new ConcurrentHashMap<>();

    /** What became of an attempt to take a slot: a {@link Permit}, or why there is none. */
    sealed interface Outcome permits Permit, Full {}

    enum Full implements Outcome {
        POOL,
        CLIENT
    }

    /** Why there is no slot now, without taking one; null where there is. */
    @Nullable
    Full refusal(ClientKey client, int maxTotal, int maxPerClient) {
        if (total.get() >= maxTotal) {
            return Full.POOL;
        }
        return of(client) >= maxPerClient ? Full.CLIENT : null;
    }

    /** A cap that is lower than what is held lets nobody in and nobody has to leave. */
    Outcome take(ClientKey client, int maxTotal, int maxPerClient) {
        int inPool = increment(maxTotal);
        if (inPool == 0) {
            return Full.POOL;
        }
        int ofClient = perClient.merge(client, 1, Integer::sum);
        if (ofClient > maxPerClient) {
            giveBack(client);
            return Full.CLIENT;
        }
        return new Permit(this, client, ofClient, inPool);
    }

    /** The new total, or 0 where there is no room. */
    private int increment(int max) {
        while (true) {
            int now = total.get();
            if (now >= max) {
                return 0;
            }
            if (total.compareAndSet(now, now + 1)) {
                return now + 1;
            }
        }
    }

    void giveBack(ClientKey client) {
        perClient.computeIfPresent(client, (_, held) -> held == 1 ? null : Integer.valueOf(held - 1));
        total.decrementAndGet();
    }

    int total() {
        return total.get();
    }

    int clients() {
        return perClient.size();
    }

    int of(ClientKey client) {
        return perClient.getOrDefault(client, 0);
    }
}
