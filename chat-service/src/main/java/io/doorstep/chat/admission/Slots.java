package io.doorstep.chat.admission;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.Tier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the sockets of an instance by tier, of each client and of each network. Plain counters: they cannot fail, so the caps always
 * hold. Clients are counted in stripes that share nothing, since a concurrent map keeps its size in one place that all
 * threads write. Networks that share no limits, those of IPv4, are counted only while the pool is crowded.
 */
final class Slots {
    private static final int STRIPES = 64;
    /** The networks of IPv4 are no longer counted once so few of five places are taken. */
    private static final int CALM = 3;
    private static final int OF = 5;

    private final AtomicInteger anonymous = new AtomicInteger();
    private final AtomicInteger returning = new AtomicInteger();
    private final AtomicInteger authenticated = new AtomicInteger();
    private final AtomicInteger agents = new AtomicInteger();
    private final Stripe[] stripes = new Stripe[STRIPES];
    private final Stripe[] networks = new Stripe[STRIPES];
    private volatile boolean countsNeighbours;

    Slots() {
        Arrays.setAll(stripes, _ -> new Stripe());
        Arrays.setAll(networks, _ -> new Stripe());
    }

    /**
     * How many sockets there may be at once. One that is lower than what is held lets nobody in, and nobody has to leave.
     *
     * @param visitors all but agents
     * @param strangers anonymous visitors
     * @param perNetwork {@link Integer#MAX_VALUE} where networks have no cap
     * @param networkShare what a network may have of a crowded pool; {@link Integer#MAX_VALUE} for any
     */
    record Caps(int visitors, int strangers, int agents, int perClient, int perNetwork, int networkShare) {}

    /** What became of an attempt to take a slot: a {@link Permit}, or why there is none. */
    sealed interface Outcome permits Permit, Full {}

    enum Full implements Outcome {
        POOL,
        STRANGERS,
        AGENTS,
        CLIENT,
        NETWORK,
        NETWORK_SHARE;

        /** Whether one socket less would let the attempt in. */
        boolean isForWantOfRoom() {
            return this == POOL || this == STRANGERS;
        }
    }

    private final class Stripe {
        private final Map<ClientKey, Integer> held = new HashMap<>();
        /** Whether what is held here is counted for its networks too. */
        private boolean isCounted;

        /** The new count, or 0 where that would be too many. */
        synchronized int add(ClientKey client, int most) {
            int now = held.getOrDefault(client, 0);
            if (now >= most) {
                return 0;
            }
            held.put(client, now + 1);
            return now + 1;
        }

        /** As above, of a client: 0 where it has too many, -1 where its network has. */
        synchronized int add(ClientKey client, int most, int ofNeighbours) {
            int now = add(client, most);
            ClientKey network = now > 0 && isCounted ? neighbourhood(client) : null;
            if (network == null || stripe(networks, network).add(network, ofNeighbours) > 0) {
                return now;
            }
            remove(client, 1);
            return -1;
        }

        synchronized void remove(ClientKey client) {
            remove(client, 1);
            ClientKey network = isCounted ? neighbourhood(client) : null;
            if (network != null) {
                stripe(networks, network).remove(network, 1);
            }
        }

        synchronized void remove(ClientKey client, int count) {
            held.computeIfPresent(client, (_, now) -> now <= count ? null : Integer.valueOf(now - count));
        }

        private synchronized void merge(ClientKey network, int count) {
            held.merge(network, count, Integer::sum);
        }

        /** Counts what is held here for its networks too, or no longer. */
        synchronized void count(boolean counted) {
            if (isCounted != counted) {
                isCounted = counted;
                held.forEach((client, count) -> {
                    ClientKey network = neighbourhood(client);
                    if (network != null && counted) {
                        stripe(networks, network).merge(network, count);
                    } else if (network != null) {
                        stripe(networks, network).remove(network, count);
                    }
                });
            }
        }

        synchronized void addTo(Map<ClientKey, Integer> byNetwork) {
            held.forEach((client, count) -> {
                ClientKey network = client.prefix();
                if (!network.equals(client)) {
                    byNetwork.merge(network, count, Integer::sum);
                }
            });
        }

        synchronized int of(ClientKey client) {
            return held.getOrDefault(client, 0);
        }

        synchronized int size() {
            return held.size();
        }
    }

    /** The /24 of an IPv4 address. Absent for all others: those of IPv6 are always counted, and a subject has none. */
    private static @Nullable ClientKey neighbourhood(ClientKey client) {
        if (!client.isAddress() || client.network() != null) {
            return null;
        }
        ClientKey network = client.prefix();
        return network.equals(client) ? null : network;
    }

    /** Why there is no slot now, without taking one; null where there is. */
    @Nullable
    Full refusal(Client client, Tier tier, Caps caps) {
        boolean isAgent = tier == Tier.AGENT;
        if (isAgent && agents() >= caps.agents) {
            return Full.AGENTS;
        }
        if (of(client.key()) >= caps.perClient) {
            return Full.CLIENT;
        }
        ClientKey network = client.network();
        if (network != null && ofNetwork(network) >= caps.perNetwork) {
            return Full.NETWORK;
        }
        if (isAgent) {
            return null;
        }
        if (isCrowded(tier, 0, caps) && isOverItsShare(client, caps)) {
            return Full.NETWORK_SHARE;
        }
        return refusalOfRoom(tier, 1, caps);
    }

    private boolean isOverItsShare(Client client, Caps caps) {
        ClientKey network = client.network() == null ? neighbourhood(client.key()) : client.network();
        return network != null && ofNetwork(network) >= caps.networkShare;
    }

    /** @param more sockets of this tier besides those that are counted */
    private @Nullable Full refusalOfRoom(Tier tier, int more, Caps caps) {
        if (visitors() + more > caps.visitors) {
            return Full.POOL;
        }
        return tier == Tier.ANONYMOUS && of(tier) + more > caps.strangers ? Full.STRANGERS : null;
    }

    Outcome take(Client client, Tier tier, Caps caps) {
        int inTier = counter(tier).incrementAndGet();
        if (tier == Tier.AGENT) {
            return inTier > caps.agents ? undone(tier, Full.AGENTS) : take(client, tier, caps, Integer.MAX_VALUE);
        }
        Full full = refusalOfRoom(tier, 0, caps);
        if (full != null) {
            return undone(tier, full);
        }
        return take(client, tier, caps, isCrowded(tier, 1, caps) ? caps.networkShare : Integer.MAX_VALUE);
    }

    private Full undone(Tier tier, Full why) {
        counter(tier).decrementAndGet();
        return why;
    }

    private Outcome take(Client client, Tier tier, Caps caps, int share) {
        ClientKey key = client.key();
        int ofClient = stripe(stripes, key).add(key, caps.perClient, share);
        if (ofClient <= 0) {
            return undone(tier, ofClient == 0 ? Full.CLIENT : Full.NETWORK_SHARE);
        }
        ClientKey network = client.network();
        if (network != null && stripe(networks, network).add(network, Math.min(caps.perNetwork, share)) == 0) {
            giveBack(key, null, tier);
            return share < caps.perNetwork ? Full.NETWORK_SHARE : Full.NETWORK;
        }
        return new Permit(this, key, network, tier, ofClient, total());
    }

    /**
     * Whether networks are held to their share, besides so many sockets of this tier. Begins to count those of IPv4 where it is, and
     * ends it where far fewer places are taken.
     */
    private boolean isCrowded(Tier tier, int own, Caps caps) {
        if (caps.networkShare == Integer.MAX_VALUE) {
            return false;
        }
        int visitors = visitors() - own;
        boolean isCrowded = PoolShares.isCrowded(visitors, caps.visitors)
                || (tier == Tier.ANONYMOUS && PoolShares.isCrowded(of(tier) - own, caps.strangers));
        if (isCrowded && !countsNeighbours) {
            countNeighbours(true);
        } else if (countsNeighbours && !isCrowded && (long) visitors * OF < (long) caps.strangers * CALM) {
            countNeighbours(false);
        }
        return isCrowded;
    }

    private synchronized void countNeighbours(boolean counted) {
        if (countsNeighbours != counted) {
            for (Stripe stripe : stripes) {
                stripe.count(counted);
            }
            countsNeighbours = counted;
        }
    }

    void giveBack(ClientKey client, @Nullable ClientKey network, Tier tier) {
        if (network != null) {
            stripe(networks, network).remove(network, 1);
        }
        stripe(stripes, client).remove(client);
        counter(tier).decrementAndGet();
    }

    private static Stripe stripe(Stripe[] stripes, ClientKey client) {
        int hash = client.hashCode();
        return stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
    }

    int of(Tier tier) {
        return counter(tier).get();
    }

    private AtomicInteger counter(Tier tier) {
        return switch (tier) {
            case ANONYMOUS -> anonymous;
            case RETURNING -> returning;
            case AUTHENTICATED -> authenticated;
            case AGENT -> agents;
        };
    }

    int agents() {
        return agents.get();
    }

    /** All but agents. */
    int visitors() {
        return anonymous.get() + returning.get() + authenticated.get();
    }

    int total() {
        return visitors() + agents();
    }

    int clients() {
        return Arrays.stream(stripes).mapToInt(Stripe::size).sum();
    }

    int of(ClientKey client) {
        return stripe(stripes, client).of(client);
    }

    /** Networks that are counted. */
    int networks() {
        return Arrays.stream(networks).mapToInt(Stripe::size).sum();
    }

    int ofNetwork(ClientKey network) {
        return stripe(networks, network).of(network);
    }

    /** What the network with the most sockets has; 0 for none. Looks at all clients: not for the way of a socket. */
    int ofLargestNetwork() {
        Map<ClientKey, Integer> byNetwork = new HashMap<>();
        for (Stripe stripe : stripes) {
            stripe.addTo(byNetwork);
        }
        return byNetwork.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
