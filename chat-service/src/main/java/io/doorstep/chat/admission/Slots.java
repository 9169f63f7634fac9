package io.doorstep.chat.admission;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the sockets of an instance, of each client and of each network that clients share. Plain counters: they cannot fail, so the caps always hold. Clients
 * are counted in stripes that share nothing, since a concurrent map keeps its size in one place that all threads write.
 */
final class Slots {
    private static final int STRIPES = 64;

    private final AtomicInteger total = new AtomicInteger();
    private final Stripe[] stripes = new Stripe[STRIPES];
    private final Stripe[] networks = new Stripe[STRIPES];

    Slots() {
        Arrays.setAll(stripes, _ -> new Stripe());
        Arrays.setAll(networks, _ -> new Stripe());
    }

    /**
     * How many sockets there may be at once. One that is lower than what is held lets nobody in, and nobody has to leave.
     *
     * @param perNetwork {@link Integer#MAX_VALUE} where networks have no cap
     */
    record Caps(int total, int perClient, int perNetwork) {}

    /** What became of an attempt to take a slot: a {@link Permit}, or why there is none. */
    sealed interface Outcome permits Permit, Full {}

    enum Full implements Outcome {
        POOL,
        CLIENT,
        NETWORK
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
    Full refusal(Client client, Caps caps) {
        if (total.get() >= caps.total) {
            return Full.POOL;
        }
        if (of(client.key()) >= caps.perClient) {
            return Full.CLIENT;
        }
        ClientKey network = client.network();
        return network != null && ofNetwork(network) >= caps.perNetwork ? Full.NETWORK : null;
    }

    Outcome take(Client client, Caps caps) {
        int inPool = total.incrementAndGet();
        if (inPool > caps.total) {
            total.decrementAndGet();
            return Full.POOL;
        }
        ClientKey key = client.key();
        int ofClient = of(stripes, key).add(key, caps.perClient);
        if (ofClient == 0) {
            total.decrementAndGet();
            return Full.CLIENT;
        }
        ClientKey network = client.network();
        if (network != null && of(networks, network).add(network, caps.perNetwork) == 0) {
            giveBack(key, null);
            return Full.NETWORK;
        }
        return new Permit(this, key, network, ofClient, inPool);
    }

    void giveBack(ClientKey client, @Nullable ClientKey network) {
        if (network != null) {
            of(networks, network).remove(network);
        }
        of(stripes, client).remove(client);
        total.decrementAndGet();
    }

    private static Stripe of(Stripe[] stripes, ClientKey client) {
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
        return of(stripes, client).of(client);
    }

    /** Networks that hold sockets. */
    int networks() {
        return Arrays.stream(networks).mapToInt(Stripe::clients).sum();
    }

    int ofNetwork(ClientKey network) {
        return of(networks, network).of(network);
    }
}
