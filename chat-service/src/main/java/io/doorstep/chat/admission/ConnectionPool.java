package io.doorstep.chat.admission;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limits.Acquisition;
import io.doorstep.chat.limits.LimitBook;
import io.doorstep.chat.limits.Limiters;
import io.doorstep.chat.limits.LimitsInForce;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
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
    private volatile int maxConnections;
    private volatile Said lastSaid;

    public ConnectionPool(LimitBook book, Limiters limiters, PoolSettings settings) {
        this.book = book;
        this.limiters = limiters;
        this.settings = settings;
        this.maxConnections = settings.maxConnections();
        this.lastSaid = Said.of(book.configured().connectionRate());
    }

    /** @param productId a well-formed product id */
    AdmissionDecision acquire(Client client, String productId) {
        LimitsInForce limits;
        try {
            limits = book.limitsFor(client, productId);
        } catch (RuntimeException e) {
            return bySlotsAlone(client, book.byDefault(), settings.failOpenPerClient(), "limits", e);
        }
        try {
            return book.isOff(LimitName.CONNECTION_RATE)
                    ? withoutRate(client, limits)
                    : acquire(client, limits);
        } catch (RuntimeException e) {
            return bySlotsAlone(client, limits, limits.limits().connectionsPerClient(), "connection_rate", e);
        }
    }

    /**
     * The rate permit before the slot: an attempt that the rate refuses never holds a slot, not even for a moment in which
     * another client is looking for one.
     */
    private AdmissionDecision acquire(Client client, LimitsInForce limits) {
        RateLimit rate = limits.limits().connectionRate();
        Limiters.Subject subject = Limiters.Subject.of(client.key());
        int perClient = limits.limits().connectionsPerClient();
        Slots.Full full = slots.refusal(client.key(), maxConnections, perClient);
        if (full != null) {
            long wait = limiters.millisUntilPermit(LimitName.CONNECTION_RATE, subject, rate);
            return rejected(wait > 0 ? rateExceeded(rate, wait) : full(full, perClient), limits);
        }
        Limits candidate = limits.candidate();
        int candidateRate = candidate == null ? rate.limit() : candidate.connectionRate().limit();
        return switch (limiters.tryAcquire(LimitName.CONNECTION_RATE, subject, rate, candidateRate)) {
            case Acquisition.Refused(long wait) -> rejected(rateExceeded(rate, wait), limits);
            case Acquisition.Granted granted -> switch (slots.take(client.key(), maxConnections, perClient)) {
                case Permit permit ->
                    new AdmissionDecision.Admitted(permit, limits, granted.refusedByCandidate());
                case Slots.Full taken -> {
                    granted.giveBack();
                    yield rejected(full(taken, perClient), limits);
                }
            };
        };
    }

    private AdmissionDecision withoutRate(Client client, LimitsInForce limits) {
        int perClient = limits.limits().connectionsPerClient();
        return switch (slots.take(client.key(), maxConnections, perClient)) {
            case Permit permit -> new AdmissionDecision.Admitted(permit, limits, false);
            case Slots.Full full -> rejected(full(full, perClient), limits);
        };
    }

    private AdmissionDecision bySlotsAlone(Client client, LimitsInForce limits, int perClient, String failed,
            RuntimeException error) {
        return switch (slots.take(client.key(), maxConnections, perClient)) {
            case Permit permit -> new AdmissionDecision.FailedOpen(permit, limits, failed, error);
            case Slots.Full full -> rejected(full(full, perClient), limits);
        };
    }

    private static AdmissionDecision rejected(Rejection rejection, LimitsInForce limits) {
        return new AdmissionDecision.Rejected(rejection, limits.revision());
    }

    private Rejection rateExceeded(RateLimit rate, long wait) {
        return new Rejection(ErrorCode.RATE_LIMIT_EXCEEDED, inWords(rate),
                "client", LimitName.CONNECTION_RATE, rate.limit(), rate.windowMs(), wait);
    }

    /** Under a flood the same is said again and again. */
    private String inWords(RateLimit rate) {
        Said last = lastSaid;
        if (!last.rate.equals(rate)) {
            last = Said.of(rate);
            lastSaid = last;
        }
        return last.words;
    }

    private record Said(RateLimit rate, String words) {

        static Said of(RateLimit rate) {
            return new Said(rate, "Rate limit exceeded: " + Words.perWindow(rate, "connection"));
        }
    }

    private Rejection full(Slots.Full full, int perClient) {
        boolean pool = full == Slots.Full.POOL;
        int limit = pool ? maxConnections : perClient;
        return new Rejection(ErrorCode.CONNECTION_LIMIT_EXCEEDED,
                "Connection limit reached: " + Words.count(limit, "connection") + " "
                        + (pool ? "in all" : "per client"),
                pool ? "instance" : "client",
                pool ? LimitName.CONNECTIONS_TOTAL : LimitName.CONNECTIONS_PER_CLIENT, limit, 0,
                settings.retryAfter().toMillis());
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

    public int connections() {
        return slots.total();
    }

    /** Sockets that one client holds. */
    public int connections(ClientKey client) {
        return slots.of(client);
    }

    public int clients() {
        return slots.clients();
    }

    public int maxConnections() {
        return maxConnections;
    }

    /** What this instance was started for. */
    public int configuredConnections() {
        return settings.maxConnections();
    }
}
