package io.doorstep.chat.admission;

import io.doorstep.chat.claims.Answer;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limiter.Acquisition;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.ClientLimits;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.NetworkFactor;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sockets an instance holds. A socket gets a permit when its client, and the network it shares, are within their
 * connection rate and there is a slot for it; a refusal takes nothing. When the limits or the limiters fail, the slots decide alone.
 * Agents have slots of their own, and a part of the others is for visitors who are known.
 */
public final class ConnectionPool {
    /** What failed, where those who wait could not be asked. */
    private static final String WAITING_LINES = "waiting_lines";
    /** For one attempt: others may be faster to take the slot. */
    private static final int MOST_ASKED = 3;

    private final EffectiveLimits effectiveLimits;
    private final SharedRates rates;
    private final PoolSettings settings;
    private final Slots slots = new Slots();
    private final Room room;
    private final WaitingLines lines;
    private final InstantSource clock;
    private final FullSince fullOfVisitors = new FullSince();
    private final FullSince fullOfAgents = new FullSince();
    private volatile int maxConnections;

    /** By the clock of the system. */
    public ConnectionPool(EffectiveLimits effectiveLimits, Limiters limiters, PoolSettings settings) {
        this(effectiveLimits, limiters, settings, InstantSource.system());
    }

    public ConnectionPool(EffectiveLimits effectiveLimits, Limiters limiters, PoolSettings settings,
            InstantSource clock) {
        this(effectiveLimits, limiters, settings, clock, System::nanoTime);
    }

    /** @param nanos a clock that never goes back */
    ConnectionPool(EffectiveLimits effectiveLimits, Limiters limiters, PoolSettings settings, InstantSource clock,
            LongSupplier nanos) {
        this.effectiveLimits = effectiveLimits;
        this.rates = new SharedRates(limiters, settings.network());
        this.settings = settings;
        this.room = new Room(nanos);
        this.lines = new WaitingLines(settings.retryAfter(), nanos);
        this.clock = clock;
        this.maxConnections = settings.maxConnections();
    }

    /** The rate limits of clients and their networks. */
    SharedRates rates() {
        return rates;
    }

    /**
     * What an attempt is judged by.
     *
     * @param isOff whether the one limit that was asked for is switched off
     * @param failure why the limits could not be looked up; absent where they were
     */
    record Applicable(ClientLimits limits, boolean isOff, @Nullable RuntimeException failure) {
        /** What failed, where they could not be looked up. */
        static final String PART = "limits";
    }

    /** Never throws: where the limits cannot be looked up, those by default stand in, for caps and for words. */
    Applicable limitsFor(LimitName name, Client client, String productId) {
        try {
            return new Applicable(effectiveLimits.limitsFor(client, productId), effectiveLimits.isOff(name), null);
        } catch (RuntimeException e) {
            return new Applicable(effectiveLimits.byDefault(), false, e);
        }
    }

    /** @param productId a well-formed product id */
    AdmissionDecision acquire(Client client, String productId) {
        return acquire(client, client.tier(), productId, Integer.MAX_VALUE);
    }

    /**
     * As above, for a client that is throttled: the more specific number wins, unless it is the larger one.
     *
     * @param strict connections that the client has in a window at most; its network has as many as ever
     */
    AdmissionDecision acquire(Client client, String productId, int strict) {
        return acquire(client, client.tier(), productId, strict);
    }

    private AdmissionDecision acquire(Client client, Tier tier, String productId, int strict) {
        Applicable applicable = limitsFor(LimitName.CONNECTION_RATE, client, productId);
        RuntimeException failure = applicable.failure();
        if (failure != null) {
            return bySlotsAlone(client, tier, applicable.limits(), settings.failOpenPerClient(), Applicable.PART,
                    failure);
        }
        return applicable.isOff()
                ? withoutRate(client, tier, applicable.limits())
                : acquire(client, tier, applicable.limits().throttledTo(strict),
                        applicable.limits().limits().connectionRate());
    }

    /**
     * The rate permit before the slot: an attempt that the rate refuses never holds a slot, not even for a moment in which
     * another client is looking for one.
     *
     * @param shared the rate of which its network has a multiple
     */
    private AdmissionDecision acquire(Client client, Tier tier, ClientLimits limits, RateLimit shared) {
        RateLimit rate = limits.limits().connectionRate();
        Slots.Caps caps = caps(limits.limits().connectionsPerClient());
        Slots.Full full = slots.refusal(client, tier, caps);
        if (full != null || lines.areIn(tier)) {
            SharedRates.Outcome.NotGranted obstacle = rates.obstacle(LimitName.CONNECTION_RATE, client, rate,
                    shared);
            AdmissionDecision decision = obstacle == null
                    ? inLine(client, tier, full, caps, limits)
                    : withoutPermit(client, tier, limits, obstacle);
            if (decision != null) {
                return decision;
            }
        }
        Limits candidate = limits.candidate();
        int candidateRate = candidate == null ? rate.limit() : candidate.connectionRate().limit();
        return switch (rates.tryAcquire(LimitName.CONNECTION_RATE, client, rate, shared, candidateRate)) {
            case SharedRates.Outcome.NotGranted why -> withoutPermit(client, tier, limits, why);
            case SharedRates.Outcome.Granted granted -> switch (take(client, tier, caps)) {
                case Permit permit -> admitted(permit, limits, granted);
                case Slots.Full taken -> {
                    granted.giveBack();
                    yield missed(client, tier, taken, caps, limits);
                }
            };
        };
    }

    /**
     * A permit for a socket in place of one that another instance lets go. It costs the client none of its rate, and no slot
     * that it has not held already; the pool's own size holds.
     */
    AdmissionDecision replace(Client client, String productId) {
        Applicable applicable = limitsFor(LimitName.CONNECTION_RATE, client, productId);
        int places = maxConnections;
        Slots.Caps caps = new Slots.Caps(places, settings.shares().strangers(places), settings.agents(),
                Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
        RuntimeException failure = applicable.failure();
        return switch (take(client, client.tier(), caps)) {
            case Permit permit -> failure == null
                    ? new AdmissionDecision.Admitted(permit, applicable.limits(), false)
                    : new AdmissionDecision.FailedOpen(permit, applicable.limits(), Applicable.PART, failure);
            case Slots.Full full -> rejected(full, caps, applicable.limits());
        };
    }

    /**
     * The decision on who has to wait, or has no slot at all; null for whoever may take one.
     *
     * @param full why there is none, as far as it was seen; absent where others wait for those there are
     */
    private @Nullable AdmissionDecision inLine(Client client, Tier tier, Slots.@Nullable Full full, Slots.Caps caps,
            ClientLimits limits) {
        if (full != null && !full.isForWantOfRoom()) {
            return rejected(full, caps, limits);
        }
        try {
            long waitMs = lines.ask(client.key(), tier, slots.free(tier, caps) + room.available(),
                    tier == Tier.ANONYMOUS ? caps.strangers() : caps.visitors(), taken(tier));
            return waitMs == 0
                    ? null
                    : rejected(full == null ? Slots.Full.of(tier) : full, caps, limits, Duration.ofMillis(waitMs));
        } catch (RuntimeException e) {
            return bySlotsAlone(client, tier, limits, limits.limits().connectionsPerClient(), WAITING_LINES, e);
        }
    }

    /** The rejection of somebody who could have had a slot, and found it taken. */
    private AdmissionDecision missed(Client client, Tier tier, Slots.Full full, Slots.Caps caps, ClientLimits limits) {
        if (!full.isForWantOfRoom()) {
            return rejected(full, caps, limits);
        }
        long waitMs = lines.missed(client.key(), tier, taken(tier));
        return rejected(full, caps, limits, waitMs == 0 ? settings.retryAfter() : Duration.ofMillis(waitMs));
    }

    private int taken(Tier tier) {
        return tier == Tier.ANONYMOUS ? slots.of(tier) : slots.visitors();
    }

    /** In a full house somebody who is idle makes room. */
    private Slots.Outcome take(Client client, Tier tier, Slots.Caps caps) {
        Slots.Outcome outcome = slots.take(client, tier, caps);
        for (int i = 0; i < MOST_ASKED && outcome instanceof Slots.Full full && full.isForWantOfRoom()
                && room.make(); i++) {
            fullOfVisitors.on(clock.millis());
            outcome = slots.take(client, tier, caps);
        }
        if (!(outcome instanceof Permit permit)) {
            return outcome;
        }
        lines.took(client.key(), tier);
        return permit.among(room.strangers());
    }

    private AdmissionDecision withoutPermit(Client client, Tier tier, ClientLimits limits,
            SharedRates.Outcome.NotGranted why) {
        return switch (why) {
            case SharedRates.Outcome.Refused refused -> rejected(refused, limits);
            case SharedRates.Outcome.Failed(Acquisition.Failed failed) -> bySlotsAlone(client, tier, limits,
                    limits.limits().connectionsPerClient(), failed.part(), failed.error());
        };
    }

    private static AdmissionDecision admitted(Permit permit, ClientLimits limits,
            SharedRates.Outcome.Granted granted) {
        Acquisition.Failed failure = granted.failure();
        return failure == null
                ? new AdmissionDecision.Admitted(permit.grantedBy(granted), limits,
                        granted.client().refusedByCandidate())
                : new AdmissionDecision.FailedOpen(permit, limits, failure.part(), failure.error());
    }

    private Slots.Caps caps(int perClient) {
        int places = maxConnections;
        return new Slots.Caps(places, settings.shares().strangers(places), settings.agents(), perClient,
                settings.network().isNone() ? Integer.MAX_VALUE : settings.network().of(perClient),
                settings.shares().network(places));
    }

    private AdmissionDecision withoutRate(Client client, Tier tier, ClientLimits limits) {
        Slots.Caps caps = caps(limits.limits().connectionsPerClient());
        Slots.Full full = slots.refusal(client, tier, caps);
        AdmissionDecision decision = full != null || lines.areIn(tier)
                ? inLine(client, tier, full, caps, limits)
                : null;
        return decision != null ? decision : switch (take(client, tier, caps)) {
            case Permit permit -> new AdmissionDecision.Admitted(permit, limits, false);
            case Slots.Full taken -> missed(client, tier, taken, caps, limits);
        };
    }

    private AdmissionDecision bySlotsAlone(Client client, Tier tier, ClientLimits limits, int perClient, String failed,
            RuntimeException error) {
        Slots.Caps caps = caps(perClient);
        return switch (take(client, tier, caps)) {
            case Permit permit -> new AdmissionDecision.FailedOpen(permit, limits, failed, error);
            case Slots.Full full -> rejected(full, caps, limits);
        };
    }

    private static AdmissionDecision rejected(SharedRates.Outcome.Refused refused, ClientLimits limits) {
        return new AdmissionDecision.Rejected(
                Rejections.rateLimitExceeded(refused.limit(), refused.byNetwork(), refused.waitMs()),
                limits.revision());
    }

    /** What the log of all instances has refused. */
    AdmissionDecision.Rejected rejected(Answer.Refused refused, ClientLimits limits) {
        return new AdmissionDecision.Rejected(refused.isBySlots()
                ? Rejections.clientHasAllItsSlots(limits.limits().connectionsPerClient(), settings.retryAfter())
                : Rejections.rateLimitExceeded(limits.limits().connectionRate(), false, refused.waitMs()),
                limits.revision());
    }

    private AdmissionDecision rejected(Slots.Full full, Slots.Caps caps, ClientLimits limits) {
        return rejected(full, caps, limits, settings.retryAfter());
    }

    private AdmissionDecision rejected(Slots.Full full, Slots.Caps caps, ClientLimits limits, Duration retryAfter) {
        if (full.isForWantOfRoom()) {
            fullOfVisitors.on(clock.millis());
        } else if (full == Slots.Full.AGENTS) {
            fullOfAgents.on(clock.millis());
        }
        return new AdmissionDecision.Rejected(switch (full) {
            case POOL -> Rejections.poolIsFull(caps.visitors(), retryAfter);
            case STRANGERS -> Rejections.strangersHaveAllTheirSlots(caps.strangers(), retryAfter);
            case AGENTS -> Rejections.agentsHaveAllTheirSlots(caps.agents(), retryAfter);
            case CLIENT -> Rejections.clientHasAllItsSlots(caps.perClient(), retryAfter);
            case NETWORK -> Rejections.networkHasAllItsSlots(caps.perNetwork(), retryAfter);
            case NETWORK_SHARE -> Rejections.networkHasItsShare(caps.networkShare(), retryAfter);
        }, limits.revision());
    }

    /**
     * Changes how many sockets the instance takes, at once and without waiting. Nobody who is in has to leave: a smaller
     * pool fills no more until enough have gone.
     *
     * @param connections 1 to the number this instance was started for
     */
    void resize(int connections) {
        if (connections < 1 || connections > settings.maxConnections()) {
            throw new IllegalArgumentException("The pool holds 1 to " + settings.maxConnections() + " connections, not "
                    + connections);
        }
        maxConnections = connections;
    }

    /** Sockets of visitors. */
    public int connections() {
        return slots.visitors();
    }

    /** Sockets of visitors of this tier, or of agents. */
    public int connections(Tier tier) {
        return slots.of(tier);
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

    /** Clients that wait for a place, each with a moment of its own. */
    public int waiting() {
        return lines.size();
    }

    /** Looks how many places become free. To be called about every second. */
    public void observe() {
        lines.observe(slots.visitors(), slots.ended());
    }

    /** Sockets that made room for others since the start. */
    public long madeRoom() {
        return room.made();
    }

    public int agents() {
        return slots.agents();
    }

    /** Sockets of visitors and agents. */
    public int allConnections() {
        return slots.total();
    }

    /** Sockets of agents that there may be at once. */
    public int maxAgents() {
        return settings.agents();
    }

    /** Sockets of visitors that strangers may have at once. */
    public int maxStrangers() {
        return settings.shares().strangers(maxConnections);
    }

    /** Sockets of the network that has the most. Looks at all clients: not for the way of a socket. */
    public int connectionsOfLargestNetwork() {
        return slots.ofLargestNetwork();
    }

    /** Sockets that one client holds. */
    public int connections(ClientKey client) {
        return slots.of(client);
    }

    public int clients() {
        return slots.clients();
    }

    /** Sockets that all clients of a network hold. */
    public int connectionsOfNetwork(ClientKey network) {
        return slots.ofNetwork(network);
    }

    int networks() {
        return slots.networks();
    }

    /** How many times the limits of a client its network has. */
    public NetworkFactor network() {
        return settings.network();
    }

    public int maxConnections() {
        return maxConnections;
    }

    /** What this instance was started for. */
    public int configuredConnections() {
        return settings.maxConnections();
    }
}
