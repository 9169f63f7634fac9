package io.doorstep.chat.admission;

import io.doorstep.chat.claims.Answer;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.origin.Origins;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.chat.sanction.Restriction;
import io.doorstep.chat.sanction.Restrictions;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides on sockets, messages and sessions, cheap checks first, and tells the listener. Never waits. */
public final class AdmissionController {
    /** One decision in 16 is timed, since reading the clock costs as much as a part of it. */
    private static final int UNTIMED = 15;
    /** What failed, where sanctions could not be looked up. */
    private static final String SANCTIONS = "sanctions";

    private final Origins origins;
    private final ConnectionPool pool;
    private final EffectiveLimits effectiveLimits;
    private final RateAdmission rates;
    private final Restrictions restrictions;
    private final @Nullable SharedLimits shared;
    private final AdmissionListener listener;

    /** Of clients that are never sanctioned. */
    public AdmissionController(Origins origins, ConnectionPool pool, EffectiveLimits effectiveLimits, Limiters limiters,
            AdmissionListener listener) {
        this(origins, pool, effectiveLimits, limiters, Restrictions.NONE, listener);
    }

    public AdmissionController(Origins origins, ConnectionPool pool, EffectiveLimits effectiveLimits, Limiters limiters,
            Restrictions restrictions, AdmissionListener listener) {
        this(origins, pool, effectiveLimits, limiters, restrictions, null, listener);
    }

    /** @param shared the limits on all instances together; absent: each instance has its own */
    public AdmissionController(Origins origins, ConnectionPool pool, EffectiveLimits effectiveLimits, Limiters limiters,
            Restrictions restrictions, @Nullable SharedLimits shared, AdmissionListener listener) {
        this.origins = origins;
        this.pool = pool;
        this.effectiveLimits = effectiveLimits;
        this.rates = new RateAdmission(pool, limiters, shared, listener);
        this.restrictions = restrictions;
        this.shared = shared;
        this.listener = listener;
    }

    /** The attempt as of the client that it is counted for, and everything that follows from it. */
    public Attempt attributed(Attempt attempt) {
        try {
            return attempt.of(restrictions.apart(attempt.client(), attempt.sessionId(), attempt.ticketExpiresAt()));
        } catch (RuntimeException e) {
            listener.onFailedOpen(attempt.client(), SANCTIONS, e);
            return attempt;
        }
    }

    /**
     * Decides by this instance alone.
     *
     * @param connectionId the id the socket has if it is admitted
     */
    public AdmissionDecision admit(Attempt attempt, String connectionId) {
        AdmissionDecision decision = timed(attempt);
        decided(attempt, connectionId, decision);
        return decision;
    }

    /**
     * Decides by all instances; never waits. A socket that replaces another is counted by this instance alone.
     *
     * @param connectionId the id the socket has if it is admitted
     * @param then is given the decision, at once or, where the others had to be asked, on another thread
     */
    public void admit(Attempt attempt, String connectionId, Consumer<AdmissionDecision> then) {
        AdmissionDecision decision = timed(attempt);
        if (shared == null || attempt.replacesAnother() || !(decision instanceof AdmissionDecision.Admitted admitted)) {
            decided(attempt, connectionId, decision);
            then.accept(decision);
            return;
        }
        shared.connect(attempt.client(), admitted.limits(), effectiveLimits.isOff(LimitName.CONNECTION_RATE),
                answer -> {
                    AdmissionDecision all = decisionOfAll(shared, admitted, answer);
                    decided(attempt, connectionId, all);
                    then.accept(all);
                });
    }

    private AdmissionDecision decisionOfAll(SharedLimits limits, AdmissionDecision.Admitted here,
            Answer.Final answer) {
        return switch (answer) {
            case Answer.Admitted in -> {
                here.permit().keep(() -> limits.release(in));
                yield here;
            }
            case Answer.Refused refused -> {
                here.permit().revoke();
                yield pool.rejected(refused, here.limits());
            }
        };
    }

    private AdmissionDecision timed(Attempt attempt) {
        boolean timed = (ThreadLocalRandom.current().nextInt() & UNTIMED) == 0;
        long start = timed ? System.nanoTime() : 0;
        AdmissionDecision decision = decide(attempt);
        if (timed) {
            listener.onTimed(System.nanoTime() - start);
        }
        return decision;
    }

    private void decided(Attempt attempt, String connectionId, AdmissionDecision decision) {
        switch (decision) {
            case AdmissionDecision.Rejected(Rejection rejection, long revision) ->
                listener.onRejected(attempt.client(), wellFormedProduct(attempt), rejection, revision);
            case AdmissionDecision.Permitted in -> {
                in.permit().keep();
                if (in instanceof AdmissionDecision.FailedOpen failed) {
                    listener.onFailedOpen(attempt.client(), failed.part(), failed.error());
                }
                listener.onAdmitted(attempt.client(), attempt.productId(), connectionId, in);
                if (in instanceof AdmissionDecision.Admitted admitted) {
                    tellOfCandidate(attempt, admitted);
                }
            }
        }
    }

    private void tellOfCandidate(Attempt attempt, AdmissionDecision.Admitted admitted) {
        Limits candidate = admitted.limits().candidate();
        if (candidate == null) {
            return;
        }
        if (admitted.overCandidateRate()) {
            rates.wouldReject(attempt.client(), attempt.productId(), LimitName.CONNECTION_RATE,
                    candidate.connectionRate(),
                    admitted.limits());
        }
        if (admitted.permit().clientConnections() > candidate.connectionsPerClient()) {
            listener.onWouldReject(attempt.client(), attempt.productId(),
                    new ShadowRejection(LimitName.CONNECTIONS_PER_CLIENT, candidate.connectionsPerClient(), 0,
                            admitted.limits().revision()));
        }
    }

    private AdmissionDecision decide(Attempt attempt) {
        Rejection malformed = malformed(attempt);
        if (malformed != null) {
            return new AdmissionDecision.Rejected(malformed, 0);
        }
        return switch (restriction(attempt.client())) {
            case Restriction.Banned banned -> new AdmissionDecision.Rejected(rejection(banned), 0);
            case Restriction _ when attempt.replacesAnother() -> pool.replace(attempt.client(), attempt.productId());
            case Restriction.Throttled throttled -> pool.acquire(attempt.client(), attempt.productId(),
                    throttled.limit());
            case Restriction.Warned _,Restriction.None _ -> pool.acquire(attempt.client(), attempt.productId());
        };
    }

    /** Nobody is kept out where it cannot be looked up. */
    private Restriction restriction(Client client) {
        try {
            return restrictions.of(client.key());
        } catch (RuntimeException e) {
            listener.onFailedOpen(client, SANCTIONS, e);
            return Restriction.NONE;
        }
    }

    private static Rejection rejection(Restriction.Banned banned) {
        return Rejections.clientSanctioned(banned.rule(), banned.until(), banned.remainingMs());
    }

    private @Nullable Rejection malformed(Attempt attempt) {
        if (!WellFormed.isId(attempt.productId())) {
            return Rejections.PRODUCT_ID;
        }
        if (!WellFormed.isId(attempt.sessionId())) {
            return Rejections.SESSION_ID;
        }
        return ofOrigin(attempt);
    }

    private @Nullable Rejection ofOrigin(Attempt attempt) {
        return origins.allows(attempt.origin(), attempt.own()) ? null : Rejections.ORIGIN;
    }

    private static @Nullable String wellFormedProduct(Attempt attempt) {
        return WellFormed.isId(attempt.productId()) ? attempt.productId() : null;
    }

    /** Refuses an attempt for a reason the checks do not know. */
    public void refuse(Attempt attempt, Rejection rejection) {
        listener.onRejected(attempt.client(), wellFormedProduct(attempt), rejection, 0);
    }

    /** Empty where the page may ask for a session; its origin alone is looked at. */
    public Optional<Rejection> admitPage(Attempt attempt) {
        Rejection rejection = ofOrigin(attempt);
        if (rejection != null) {
            refuse(attempt, rejection);
        }
        return Optional.ofNullable(rejection);
    }

    /** Empty where the message may pass. */
    public Optional<Rejection> admitMessage(Client client, String productId, String sessionId) {
        return rates.admitMessage(client, productId, sessionId);
    }

    /** What is left to a client that writes in this conversation. Takes nothing. */
    public ClientStanding standing(Client client, String productId, String sessionId) {
        return rates.standing(client, productId, sessionId, restriction(client));
    }

    /** Empty where the session may be created. */
    public Optional<Rejection> admitSession(Client client, String productId) {
        if (restriction(client) instanceof Restriction.Banned banned) {
            Rejection rejection = rejection(banned);
            listener.onRejected(client, productId, rejection, 0);
            return Optional.of(rejection);
        }
        return rates.admitSession(client, productId);
    }

    public void closed(Client client, String productId, AdmissionListener.ConnectionEnd end) {
        listener.onClosed(client, productId, end);
    }

    /**
     * Reports an upgrade that was answered with a 503 before any socket was opened.
     *
     * @param prefix the network it came from, such as {@code 192.0.2.0/24}
     */
    public void shed(String prefix, long retryAfterMs) {
        listener.onShed(prefix, retryAfterMs);
    }
}
