package io.doorstep.chat.house;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.Tier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the sockets of an instance by tier, of each client and of each network. Plain counters: they cannot fail, so the caps
 * always hold. Networks that share no limits, those of IPv4, are counted only while the pool is crowded.
 */
final class Slots {
    /** The networks of IPv4 are no longer counted once so few of five places are taken. */
    private static final int CALM = 3;
    private static final int OF = 5;

    private final SocketCounter anonymous = new SocketCounter();
    private final SocketCounter returning = new SocketCounter();
    private final SocketCounter authenticated = new SocketCounter();
    private final SocketCounter agents = new SocketCounter();
    private final ClientCounts networks = new ClientCounts();
    private final ClientCounts clients = new ClientCounts();
    private volatile boolean countsNeighbours;

    /** What became of an attempt to take a slot: a {@link Permit}, or why there is none. */
    sealed interface Outcome permits Permit, Full {}

    /** Why there is no slot now, without taking one; null where there is. */
    @Nullable
    Full refusal(Client client, House.Caps caps) {
        Tier tier = client.tier();
        boolean isAgent = tier == Tier.AGENT;
        if (isAgent && agents() >= caps.agents()) {
            return Full.AGENTS;
        }
        if (of(client.key()) >= caps.perClient()) {
            return Full.CLIENT;
        }
        ClientKey network = client.network();
        if (network != null && ofNetwork(network) >= caps.perNetwork()) {
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

    private boolean isOverItsShare(Client client, House.Caps caps) {
        ClientKey network = client.network() == null ? ClientCounts.neighbourhood(client.key()) : client.network();
        return network != null && ofNetwork(network) >= caps.networkShare();
    }

    /** @param more sockets of this tier besides those that are counted */
    private @Nullable Full refusalOfRoom(Tier tier, int more, House.Caps caps) {
        if (visitors() + more > caps.visitors()) {
            return Full.POOL;
        }
        return tier == Tier.ANONYMOUS && of(tier) + more > caps.strangers() ? Full.STRANGERS : null;
    }

    Outcome take(Client client, House.Caps caps) {
        Tier tier = client.tier();
        int inTier = counter(tier).take();
        if (tier == Tier.AGENT) {
            return inTier > caps.agents() ? undone(tier, Full.AGENTS) : take(client, caps, Integer.MAX_VALUE);
        }
        Full full = refusalOfRoom(tier, 0, caps);
        if (full != null) {
            return undone(tier, full);
        }
        return take(client, caps, isCrowded(tier, 1, caps) ? caps.networkShare() : Integer.MAX_VALUE);
    }

    private Full undone(Tier tier, Full why) {
        counter(tier).undo();
        return why;
    }

    private Outcome take(Client client, House.Caps caps, int share) {
        Tier tier = client.tier();
        ClientKey key = client.key();
        int ofClient = clients.add(key, caps.perClient(), networks, share);
        if (ofClient <= 0) {
            return undone(tier, ofClient == 0 ? Full.CLIENT : Full.NETWORK_SHARE);
        }
        ClientKey network = client.network();
        if (network != null && networks.add(network, Math.min(caps.perNetwork(), share)) == 0) {
            clients.remove(key, networks);
            return undone(tier, share < caps.perNetwork() ? Full.NETWORK_SHARE : Full.NETWORK);
        }
        return new Permit(this, key, network, tier, ofClient, total());
    }

    /**
     * Whether networks are held to their share, besides so many sockets of this tier. Begins to count those of IPv4 where it is, and
     * ends it where far fewer places are taken.
     */
    private boolean isCrowded(Tier tier, int own, House.Caps caps) {
        if (caps.networkShare() == Integer.MAX_VALUE) {
            return false;
        }
        int visitors = visitors() - own;
        boolean isCrowded = PoolShares.isCrowded(visitors, caps.visitors())
                || (tier == Tier.ANONYMOUS && PoolShares.isCrowded(of(tier) - own, caps.strangers()));
        if (isCrowded && !countsNeighbours) {
            countNeighbours(true);
        } else if (countsNeighbours && !isCrowded && (long) visitors * OF < (long) caps.strangers() * CALM) {
            countNeighbours(false);
        }
        return isCrowded;
    }

    private synchronized void countNeighbours(boolean counted) {
        if (countsNeighbours != counted) {
            clients.countNeighbours(networks, counted);
            countsNeighbours = counted;
        }
    }

    void giveBack(ClientKey client, @Nullable ClientKey network, Tier tier) {
        if (network != null) {
            networks.remove(network, 1);
        }
        clients.remove(client, networks);
        counter(tier).end();
    }

    int of(Tier tier) {
        return counter(tier).held();
    }

    private SocketCounter counter(Tier tier) {
        return switch (tier) {
            case ANONYMOUS -> anonymous;
            case RETURNING -> returning;
            case AUTHENTICATED -> authenticated;
            case AGENT -> agents;
        };
    }

    int agents() {
        return agents.held();
    }

    /** All but agents. */
    int visitors() {
        return anonymous.held() + returning.held() + authenticated.held();
    }

    /** Sockets of visitors that ended since the start; runs over past the largest number. */
    int ended() {
        return anonymous.ended() + returning.ended() + authenticated.ended();
    }

    /** Slots that a visitor of this tier could take. */
    int free(Tier tier, House.Caps caps) {
        int free = caps.visitors() - visitors();
        return Math.max(0, tier == Tier.ANONYMOUS ? Math.min(free, caps.strangers() - of(tier)) : free);
    }

    int total() {
        return visitors() + agents();
    }

    int clients() {
        return clients.size();
    }

    int of(ClientKey client) {
        return clients.of(client);
    }

    /** Networks that are counted. */
    int networks() {
        return networks.size();
    }

    int ofNetwork(ClientKey network) {
        return networks.of(network);
    }

    /** What the network with the most sockets has; 0 for none. Looks at all clients: not for the way of a socket. */
    int ofLargestNetwork() {
        return clients.ofLargestNetwork();
    }
}
