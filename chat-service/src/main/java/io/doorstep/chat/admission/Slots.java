package io.doorstep.chat.admission;

import io.doorstep.chat.client.ClientKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the sockets of an instance and of each client. Plain counters: they cannot fail, so the caps always hold. Clients
 * are counted in stripes that share nothing, since a concurrent map keeps its size in one place that all threads write.
 */
final class Slots {
    private static final int STRIPES = 64;

    private final AtomicInteger total = new AtomicInteger();
    private final Stripe[] stripes = new Stripe[STRIPES];

    Slots() {
        Arrays.setAll(stripes, _ -> new Stripe());
    }

    /** What became of an attempt to take a slot: a {@link Permit}, or why there is none. */
    sealed interface Outcome permits Permit, Full {}

    enum Full implements Outcome {
        POOL,
        CLIENT
    }

    private static final class Stripe {
        private final Map<ClientKey, Integer> held = new HashMap<>();

        /** The new count, or 0 where that would be too many. */
        synchronized int add(ClientKey client, int most) {
            int now = held.getOrDefault(client, 0);
            if (now >= most) {
                return 0;
            }
            held.put(client, now + 1);
            return now + 1;
        }

        synchronized void remove(ClientKey client) {
            held.computeIfPresent(client, (_, now) -> now == 1 ? null : Integer.valueOf(now - 1));
        }

        synchronized int of(ClientKey client) {
            return held.getOrDefault(client, 0);
        }

        synchronized int clients() {
            return held.size();
        }
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
        int inPool = total.incrementAndGet();
        if (inPool > maxTotal) {
            total.decrementAndGet();
            return Full.POOL;
        }
        int ofClient = stripeOf(client).add(client, maxPerClient);
        if (ofClient == 0) {
            total.decrementAndGet();
            return Full.CLIENT;
        }
        return new Permit(this, client, ofClient, inPool);
    }

    void giveBack(ClientKey client) {
        stripeOf(client).remove(client);
        total.decrementAndGet();
    }

    private Stripe stripeOf(ClientKey client) {
        int hash = client.hashCode();
        return stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
    }

    int total() {
        return total.get();
    }

    int clients() {
        return Arrays.stream(stripes).mapToInt(Stripe::clients).sum();
    }

    int of(ClientKey client) {
        return stripeOf(client).of(client);
    }
}
