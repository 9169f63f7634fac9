package io.doorstep.chat.admission;

import io.doorstep.chat.claims.Answer;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.house.House;
import io.doorstep.chat.house.NoPlace;
import io.doorstep.chat.house.Permit;
import io.doorstep.chat.limiter.Acquisition;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.ClientLimits;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.NetworkFactor;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sockets an instance holds. A socket gets a permit when its client, and the network it shares, are within their
 * connection rate and the house has a place for it; a refusal takes nothing. When the limits or the limiters fail, the house
 * decides alone.
 */
public final class ConnectionPool {
    /** What failed, where those who wait could not be asked. */
    private static final String WAITING_LINES = "waiting_lines";

    private final EffectiveLimits effectiveLimits;
    private final SharedRates rates;
    private final PoolSettings settings;
    private final House house;

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
        this.house = new House(settings.maxConnections(), settings.agents(), settings.shares(), settings.retryAfter(),
                clock, nanos);
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
        return acquire(client, productId, Integer.MAX_VALUE);
    }

    /**
     * As above, for a client that is throttled: the more specific number wins, unless it is the larger one.
     *
     * @param strict connections that the client has in a window at most; its network has as many as ever
     */
    AdmissionDecision acquire(Client client, String productId, int strict) {
        Applicable applicable = limitsFor(LimitName.CONNECTION_RATE, client, productId);
        RuntimeException failure = applicable.failure();
        if (failure != null) {
            return bySlotsAlone(client, applicable.limits(), settings.failOpenPerClient(), Applicable.PART,
                    failure);
        }
        return applicable.isOff()
                ? withoutRate(client, applicable.limits())
                : acquire(client, applicable.limits().throttledTo(strict),
                        applicable.limits().limits().connectionRate());
    }

    /**
     * The rate permit before the slot: an attempt that the rate refuses never holds a slot, not even for a moment in which
     * another client is looking for one.
     *
     * @param shared the rate of which its network has a multiple
     */
    private AdmissionDecision acquire(Client client, ClientLimits limits, RateLimit shared) {
        RateLimit rate = limits.limits().connectionRate();
        House.Caps caps = caps(limits.limits().connectionsPerClient());
        if (house.isTight(client, caps)) {
            SharedRates.Outcome.NotGranted obstacle = rates.obstacle(LimitName.CONNECTION_RATE, client, rate,
                    shared);
            AdmissionDecision decision = obstacle == null
                    ? inLine(client, caps, limits)
                    : withoutPermit(client, limits, obstacle);
            if (decision != null) {
                return decision;
            }
        }
        Limits candidate = limits.candidate();
        int candidateRate = candidate == null ? rate.limit() : candidate.connectionRate().limit();
        return switch (rates.tryAcquire(LimitName.CONNECTION_RATE, client, rate, shared, candidateRate)) {
            case SharedRates.Outcome.NotGranted why -> withoutPermit(client, limits, why);
            case SharedRates.Outcome.Granted granted -> switch (house.takeInTurn(client, caps)) {
                case Permit permit -> admitted(permit, limits, granted);
                case NoPlace none -> {
                    granted.giveBack();
                    yield rejected(none, limits);
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
        RuntimeException failure = applicable.failure();
        return switch (house.take(client, house.capsOfOneWhoMoves())) {
            case Permit permit -> failure == null
                    ? new AdmissionDecision.Admitted(permit, applicable.limits(), false)
                    : new AdmissionDecision.FailedOpen(permit, applicable.limits(), Applicable.PART, failure);
            case NoPlace none -> rejected(none, applicable.limits());
        };
    }

    /** The decision on who has to wait, or has no slot at all; null for whoever may take one. */
    private @Nullable AdmissionDecision inLine(Client client, House.Caps caps, ClientLimits limits) {
        try {
            NoPlace none = house.ask(client, caps);
            return none == null ? null : rejected(none, limits);
        } catch (RuntimeException e) {
            return bySlotsAlone(client, limits, limits.limits().connectionsPerClient(), WAITING_LINES, e);
        }
    }

    private AdmissionDecision withoutPermit(Client client, ClientLimits limits,
            SharedRates.Outcome.NotGranted why) {
        return switch (why) {
            case SharedRates.Outcome.Refused refused -> rejected(refused, limits);
            case SharedRates.Outcome.Failed(Acquisition.Failed failed) -> bySlotsAlone(client, limits,
                    limits.limits().connectionsPerClient(), failed.part(), failed.error());
        };
    }

    private static AdmissionDecision admitted(Permit permit, ClientLimits limits,
            SharedRates.Outcome.Granted granted) {
        Acquisition.Failed failure = granted.failure();
        return failure == null
                ? new AdmissionDecision.Admitted(permit.grantedBy(granted::giveBack), limits,
                        granted.client().refusedByCandidate())
                : new AdmissionDecision.FailedOpen(permit, limits, failure.part(), failure.error());
    }

    private House.Caps caps(int perClient) {
        return house.caps(perClient,
                settings.network().isNone() ? Integer.MAX_VALUE : settings.network().of(perClient));
    }

    private AdmissionDecision withoutRate(Client client, ClientLimits limits) {
        House.Caps caps = caps(limits.limits().connectionsPerClient());
        AdmissionDecision decision = house.isTight(client, caps) ? inLine(client, caps, limits) : null;
        return decision != null ? decision : switch (house.takeInTurn(client, caps)) {
            case Permit permit -> new AdmissionDecision.Admitted(permit, limits, false);
            case NoPlace none -> rejected(none, limits);
        };
    }

    private AdmissionDecision bySlotsAlone(Client client, ClientLimits limits, int perClient, String failed,
            RuntimeException error) {
        return switch (house.take(client, caps(perClient))) {
            case Permit permit -> new AdmissionDecision.FailedOpen(permit, limits, failed, error);
            case NoPlace none -> rejected(none, limits);
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

    private static AdmissionDecision rejected(NoPlace none, ClientLimits limits) {
        return new AdmissionDecision.Rejected(switch (none.why()) {
            case POOL -> Rejections.poolIsFull(none.limit(), none.retryAfter());
            case STRANGERS -> Rejections.strangersHaveAllTheirSlots(none.limit(), none.retryAfter());
            case AGENTS -> Rejections.agentsHaveAllTheirSlots(none.limit(), none.retryAfter());
            case CLIENT -> Rejections.clientHasAllItsSlots(none.limit(), none.retryAfter());
            case NETWORK -> Rejections.networkHasAllItsSlots(none.limit(), none.retryAfter());
            case NETWORK_SHARE -> Rejections.networkHasItsShare(none.limit(), none.retryAfter());
        }, limits.revision());
    }

    /** The places that it gives. */
    public House house() {
        return house;
    }

    /** How many times the limits of a client its network has. */
    public NetworkFactor network() {
        return settings.network();
    }
}
