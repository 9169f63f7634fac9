package io.doorstep.chat.admission;

import io.doorstep.chat.claims.Answer;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.limiter.Acquisition;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.ClientLimits;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.chat.sanction.Restriction;
import io.doorstep.events.LimitName;
import io.doorstep.events.RateLimit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides on messages and sessions, which a rate alone limits, and tells the listener. */
final class RateAdmission {
    private final ConnectionPool pool;
    private final Limiters limiters;
    private final @Nullable SharedLimits shared;
    private final AdmissionListener listener;

    RateAdmission(ConnectionPool pool, Limiters limiters, @Nullable SharedLimits shared, AdmissionListener listener) {
        this.pool = pool;
        this.limiters = limiters;
        this.shared = shared;
        this.listener = listener;
    }

    /** Empty where the message may pass. */
    Optional<Rejection> admitMessage(Client client, String productId, String sessionId) {
        Decision decision = admitOne(client, productId, LimitName.MESSAGE_RATE,
                Limiters.Subject.of(client.key(), productId + "/" + sessionId));
        listener.onMessage(client, productId, sessionId, switch (decision) {
            case Decision.Admitted _ -> MessageOutcome.ADMITTED;
            case Decision.Rejected _ -> MessageOutcome.REJECTED;
            case Decision.FailedOpen _ -> MessageOutcome.FAILED_OPEN;
        });
        return decision.rejection();
    }

    ClientStanding standing(Client client, String productId, String sessionId, Restriction restriction) {
        return new ClientStanding(client.tier(),
                left(LimitName.CONNECTION_RATE, client, productId, Limiters.Subject.of(client.key()), restriction),
                left(LimitName.MESSAGE_RATE, client, productId,
                        Limiters.Subject.of(client.key(), productId + "/" + sessionId), Restriction.NONE));
    }

    private ClientStanding.@Nullable Left left(LimitName name, Client client, String productId,
            Limiters.Subject subject, Restriction restriction) {
        ConnectionPool.Applicable applicable = pool.limitsFor(name, client, productId);
        if (applicable.isOff()) {
            return null;
        }
        ClientLimits limits = restriction instanceof Restriction.Throttled throttled
                ? applicable.limits().throttledTo(throttled.limit())
                : applicable.limits();
        RateLimit rate = limits.limits().rate(name);
        return new ClientStanding.Left(limiters.available(name, subject, rate), rate.limit(), rate.windowMs());
    }

    /** Empty where the session may be created. */
    Optional<Rejection> admitSession(Client client, String productId) {
        Decision decision = admitOne(client, productId, LimitName.SESSION_CREATION, null);
        if (!(decision instanceof Decision.Rejected)) {
            listener.onSessionOpened(client, productId, decision instanceof Decision.Admitted(RateLimit rate)
                    && rate != null
                            ? limiters.used(LimitName.SESSION_CREATION, Limiters.Subject.of(client.key()), rate)
                            : 0);
        }
        return decision.rejection();
    }

    /** A candidate would have rejected what has been admitted. */
    void wouldReject(Client client, String productId, LimitName name, RateLimit candidate,
            ClientLimits limits) {
        listener.onWouldReject(client, productId,
                new ShadowRejection(name, candidate.limit(), candidate.windowMs(), limits.revision()));
    }

    /** @param subject for which the limit is counted; absent: the client with its network */
    private Decision admitOne(Client client, String productId, LimitName name, Limiters.@Nullable Subject subject) {
        ConnectionPool.Applicable applicable = pool.limitsFor(name, client, productId);
        RuntimeException failure = applicable.failure();
        if (failure != null) {
            listener.onFailedOpen(client, ConnectionPool.Applicable.PART, failure);
            return new Decision.FailedOpen();
        }
        if (applicable.isOff()) {
            return new Decision.Admitted(null);
        }
        ClientLimits limits = applicable.limits();
        RateLimit rate = limits.limits().rate(name);
        RateLimit candidate = limits.candidate() == null ? rate : limits.candidate().rate(name);
        SharedRates.Outcome outcome = subject == null
                ? pool.rates().tryAcquire(name, client, rate, candidate.limit())
                : pool.rates().tryAcquire(name, subject, rate, candidate.limit());
        return switch (outcome) {
            case SharedRates.Outcome.Granted granted -> {
                Answer.Refused elsewhere = name == LimitName.SESSION_CREATION && shared != null
                        ? shared.session(client, rate)
                        : null;
                if (elsewhere != null) {
                    granted.giveBack();
                    Rejection rejection = Rejections.sessionLimitExceeded(rate, false, elsewhere.waitMs());
                    listener.onRejected(client, productId, rejection, limits.revision());
                    yield new Decision.Rejected(rejection);
                }
                if (granted.client().refusedByCandidate()) {
                    wouldReject(client, productId, name, candidate, limits);
                }
                yield granted.failure() == null
                        ? new Decision.Admitted(rate)
                        : failedOpen(client, granted.failure());
            }
            case SharedRates.Outcome.Failed(Acquisition.Failed failed) -> failedOpen(client, failed);
            case SharedRates.Outcome.Refused refused -> {
                Rejection rejection = rejection(name, refused);
                listener.onRejected(client, productId, rejection, limits.revision());
                yield new Decision.Rejected(rejection);
            }
        };
    }

    private static Rejection rejection(LimitName name, SharedRates.Outcome.Refused refused) {
        return name == LimitName.MESSAGE_RATE
                ? Rejections.messageRateLimitExceeded(refused.limit(), refused.waitMs())
                : Rejections.sessionLimitExceeded(refused.limit(), refused.byNetwork(), refused.waitMs());
    }

    private Decision failedOpen(Client client, Acquisition.Failed failed) {
        listener.onFailedOpen(client, failed.part(), failed.error());
        return new Decision.FailedOpen();
    }

    /** On a message or a session. */
    private sealed interface Decision {

        default Optional<Rejection> rejection() {
            return this instanceof Rejected(Rejection why) ? Optional.of(why) : Optional.empty();
        }

        /** @param rate the limit that granted; absent where it is switched off */
        record Admitted(@Nullable RateLimit rate) implements Decision {}

        record Rejected(Rejection why) implements Decision {}

        record FailedOpen() implements Decision {}
    }
}
