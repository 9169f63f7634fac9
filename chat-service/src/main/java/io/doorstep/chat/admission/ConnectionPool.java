package io.doorstep.chat.admission;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.limits.LimitBook;
import io.doorstep.chat.limits.Limiters;
import io.doorstep.chat.limits.LimitsInForce;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.RateLimit;

/**
 * The sockets an instance holds. A socket gets a permit when its client is within its connection rate and there is a slot
 * for it; a refusal takes nothing. When the limits or the limiters fail, the slots decide alone.
 */
public final class ConnectionPool {
    private final LimitBook book;
    private final Limiters limiters;
    private final PoolSettings settings;
    private final Slots slots = new Slots();

    public ConnectionPool(LimitBook book, Limiters limiters, PoolSettings settings) {
        this.book = book;
        this.limiters = limiters;
        this.settings = settings;
    }

    /** @param productId a well-formed product id */
    AdmissionDecision acquire(Client client, String productId) {
        LimitsInForce limits;
        try {
            limits = book.limitsFor(client, productId);
        } catch (RuntimeException e) {
            return acquireWithoutLimits(client, e);
        }
        return acquire(client, limits);
    }

    private AdmissionDecision acquire(Client client, LimitsInForce limits) {
        int perClient = limits.limits().connectionsPerClient();
        Slots.Outcome outcome = slots.take(client.key(), settings.maxConnections(), perClient);
        RateLimit rate = limits.limits().connectionRate();
        try {
            if (!(outcome instanceof Slots.Outcome.Taken(Permit permit))) {
                long wait = limiters.millisUntilPermit(LimitName.CONNECTION_RATE, client.key().value(), rate);
                return new AdmissionDecision.Rejected(wait > 0 ? rateExceeded(rate, wait) : full(outcome, perClient),
                        limits.revision());
            }
            return withinRate(client, limits, permit);
        } catch (RuntimeException e) {
            return outcome instanceof Slots.Outcome.Taken(Permit permit)
                    ? new AdmissionDecision.FailedOpen(permit, limits, "connection_rate", e)
                    : new AdmissionDecision.Rejected(full(outcome, perClient), limits.revision());
        }
    }

    private AdmissionDecision withinRate(Client client, LimitsInForce limits, Permit permit) {
        RateLimit rate = limits.limits().connectionRate();
        long wait = limiters.tryAcquire(LimitName.CONNECTION_RATE, client.key().value(), rate);
        if (wait == 0) {
            return new AdmissionDecision.Admitted(permit, limits);
        }
        permit.release();
        return new AdmissionDecision.Rejected(rateExceeded(rate, wait), limits.revision());
    }

    private AdmissionDecision acquireWithoutLimits(Client client, RuntimeException error) {
        LimitsInForce limits = book.byDefault();
        Slots.Outcome outcome = slots.take(client.key(), settings.maxConnections(), settings.failOpenPerClient());
        return outcome instanceof Slots.Outcome.Taken(Permit permit)
                ? new AdmissionDecision.FailedOpen(permit, limits, "limits", error)
                : new AdmissionDecision.Rejected(full(outcome, settings.failOpenPerClient()), limits.revision());
    }

    private static Rejection rateExceeded(RateLimit rate, long wait) {
        return new Rejection(ErrorCode.RATE_LIMIT_EXCEEDED,
                "Rate limit exceeded: " + Words.perWindow(rate, "connection"),
                "client", LimitName.CONNECTION_RATE, rate.limit(), rate.windowMs(), wait);
    }

    private Rejection full(Slots.Outcome outcome, int perClient) {
        boolean pool = outcome instanceof Slots.Outcome.PoolFull;
        int limit = pool ? settings.maxConnections() : perClient;
        return new Rejection(ErrorCode.CONNECTION_LIMIT_EXCEEDED,
                "Connection limit reached: " + limit + " connections " + (pool ? "in all" : "per client"),
                pool ? "instance" : "client",
                pool ? LimitName.CONNECTIONS_TOTAL : LimitName.CONNECTIONS_PER_CLIENT, limit, 0,
                settings.retryAfter().toMillis());
    }

    public int connections() {
        return slots.total();
    }

    public int clients() {
        return slots.clients();
    }

    public int maxConnections() {
        return settings.maxConnections();
    }
}
