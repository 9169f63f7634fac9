package io.doorstep.chat.house;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The places of an instance, each for one socket. Agents have places of their own, a part of the others is for visitors who are
 * known, and no network takes more than its share of a crowded house. When it is full, an idle stranger makes room; who finds
 * none waits for a moment, in the order of arrival. Thread-safe; takes no lock while the house is not crowded but that of a
 * client's count.
 */
public final class House {
    /** For one attempt: others may be faster to take the place. */
    private static final int MOST_ASKED = 3;

    private final int configured;
    private final int maxAgents;
    private final PoolShares shares;
    private final Duration retryAfter;
    private final Slots slots = new Slots();
    private final Room room;
    private final WaitingLines lines;
    private final InstantSource clock;
    private final FullSince fullOfVisitors = new FullSince();
    private final FullSince fullOfAgents = new FullSince();
    private volatile int places;

    /**
     * @param places of visitors, at least 1
     * @param maxAgents places of agents, at least 1
     * @param retryAfter what those are told at least who found no place
     * @param nanos a clock that never goes back
     */
    public House(int places, int maxAgents, PoolShares shares, Duration retryAfter, InstantSource clock,
            LongSupplier nanos) {
        this.configured = places;
        this.maxAgents = maxAgents;
        this.shares = shares;
        this.retryAfter = retryAfter;
        this.room = new Room(nanos);
        this.lines = new WaitingLines(retryAfter, nanos);
        this.clock = clock;
        this.places = places;
    }

    /** What became of an attempt to take a place. */
    public sealed interface Entry permits Permit, NoPlace {}

    /**
     * How many sockets there may be at once. One that is lower than what is held lets nobody in, and nobody has to leave.
     *
     * @param visitors all but agents
     * @param strangers anonymous visitors
     * @param perNetwork {@link Integer#MAX_VALUE} where networks have no cap
     * @param networkShare what a network may have of a crowded house; {@link Integer#MAX_VALUE} for any
     */
    public record Caps(int visitors, int strangers, int agents, int perClient, int perNetwork, int networkShare) {

        int openTo(Tier tier) {
            return tier == Tier.ANONYMOUS ? strangers : visitors;
        }

        int of(Full why) {
            return switch (why) {
                case POOL -> visitors;
                case STRANGERS -> strangers;
                case AGENTS -> agents;
                case CLIENT -> perClient;
                case NETWORK -> perNetwork;
                case NETWORK_SHARE -> networkShare;
            };
        }
    }

    /** @param perNetwork {@link Integer#MAX_VALUE} where networks have no cap */
    public Caps caps(int perClient, int perNetwork) {
        int now = places;
        return new Caps(now, shares.strangers(now), maxAgents, perClient, perNetwork, shares.network(now));
    }

    /** Of a socket in place of one that another instance lets go: its client and its network hold it already. */
    public Caps capsOfOneWhoMoves() {
        int now = places;
        return new Caps(now, shares.strangers(now), maxAgents, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Whether a client cannot just take a place, and has to {@link #ask}. */
    public boolean isTight(Client client, Caps caps) {
        return slots.refusal(client, caps) != null || lines.areIn(client.tier());
    }

    /** Why a client has no place now, and when it comes back; null where it may take one. */
    public @Nullable NoPlace ask(Client client, Caps caps) {
        Full full = slots.refusal(client, caps);
        if (full != null && !full.isForWantOfRoom()) {
            return none(full, caps, retryAfter);
        }
        Tier tier = client.tier();
        long waitMs = lines.ask(client.key(), tier, slots.free(tier, caps) + room.available(), caps.openTo(tier),
                taken(tier));
        return waitMs == 0
                ? null
                : none(full == null ? Full.of(tier) : full, caps, Duration.ofMillis(waitMs));
    }

    private int taken(Tier tier) {
        return tier == Tier.ANONYMOUS ? slots.of(tier) : slots.visitors();
    }

    /** Takes a place, for which somebody who is idle may have to make room. */
    public Entry take(Client client, Caps caps) {
        return switch (enter(client, caps)) {
            case Permit permit -> permit;
            case Full full -> none(full, caps, retryAfter);
        };
    }

    /** As above, of a client that may take one: where others were faster, it is given a moment. */
    public Entry takeInTurn(Client client, Caps caps) {
        return switch (enter(client, caps)) {
            case Permit permit -> permit;
            case Full full when full.isForWantOfRoom() -> missed(client, full, caps);
            case Full full -> none(full, caps, retryAfter);
        };
    }

    private NoPlace missed(Client client, Full full, Caps caps) {
        long waitMs = lines.missed(client.key(), client.tier(), taken(client.tier()));
        return none(full, caps, waitMs == 0 ? retryAfter : Duration.ofMillis(waitMs));
    }

    private Slots.Outcome enter(Client client, Caps caps) {
        Slots.Outcome outcome = slots.take(client, caps);
        for (int i = 0; i < MOST_ASKED && outcome instanceof Full full && full.isForWantOfRoom() && room.make(); i++) {
            fullOfVisitors.on(clock.millis());
            outcome = slots.take(client, caps);
        }
        if (!(outcome instanceof Permit permit)) {
            return outcome;
        }
        lines.took(client.key(), client.tier());
        return permit.among(room.strangers());
    }

    private NoPlace none(Full why, Caps caps, Duration wait) {
        if (why.isForWantOfRoom()) {
            fullOfVisitors.on(clock.millis());
        } else if (why == Full.AGENTS) {
            fullOfAgents.on(clock.millis());
        }
        return new NoPlace(why, caps.of(why), wait);
    }

    /**
     * Changes how many sockets of visitors there may be, at once and without waiting. Nobody who is in has to leave: a smaller house
     * fills no more until enough have gone.
     *
     * @param connections 1 to the number this instance was started for
     */
    public void resize(int connections) {
        if (connections < 1 || connections > configured) {
            throw new IllegalArgumentException(
                    "The pool holds 1 to " + configured + " connections, not " + connections);
        }
        places = connections;
    }

    /** Looks how many places become free. To be called about every second. */
    public void observe() {
        lines.observe(slots.visitors(), slots.ended());
    }

    /** Sockets of visitors. */
    public int connections() {
        return slots.visitors();
    }

    /** Sockets of visitors of this tier, or of agents. */
    public int connections(Tier tier) {
        return slots.of(tier);
    }

    /** Sockets that one client holds. */
    public int connections(ClientKey client) {
        return slots.of(client);
    }

    /** Sockets that all clients of a network hold. */
    public int connectionsOfNetwork(ClientKey network) {
        return slots.ofNetwork(network);
    }

    /** Sockets of the network that has the most. Looks at all clients: not for the way of a socket. */
    public int connectionsOfLargestNetwork() {
        return slots.ofLargestNetwork();
    }

    /** Sockets of visitors and agents. */
    public int allConnections() {
        return slots.total();
    }

    public int agents() {
        return slots.agents();
    }

    public int clients() {
        return slots.clients();
    }

    /** Networks that are counted. */
    public int networks() {
        return slots.networks();
    }

    /** Sockets of visitors that there may be now. */
    public int maxConnections() {
        return places;
    }

    /** Sockets of visitors that this instance was started for. */
    public int configuredConnections() {
        return configured;
    }

    /** Sockets that strangers may have at once. */
    public int maxStrangers() {
        return shares.strangers(places);
    }

    /** Sockets that agents may have at once. */
    public int maxAgents() {
        return maxAgents;
    }

    /** Clients that wait for a place, each with a moment of its own. */
    public int waiting() {
        return lines.size();
    }

    /** Sockets that made room for others since the start. */
    public long madeRoom() {
        return room.made();
    }

    /** Since when visitors have again and again found no room, or others had to make it; absent where they have not lately. */
    public @Nullable Instant fullSince() {
        return instant(fullOfVisitors);
    }

    /** Since when agents have again and again found no room; absent where they have not lately. */
    public @Nullable Instant fullOfAgentsSince() {
        return instant(fullOfAgents);
    }

    private @Nullable Instant instant(FullSince full) {
        Long since = full.at(clock.millis());
        return since == null ? null : Instant.ofEpochMilli(since);
    }
}
