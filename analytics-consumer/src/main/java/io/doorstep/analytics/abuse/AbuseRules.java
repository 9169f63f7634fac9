package io.doorstep.analytics.abuse;

import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.RepeatedText;
import io.doorstep.events.SanctionEvidence;
import io.doorstep.events.Tier;
import io.doorstep.events.Violation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules: what one client does, event after event, and the sanction that is due for it. Holds nothing of a client
 * itself, so one serves all. The same events and times give the same drafts.
 */
public final class AbuseRules {
    /** Openings of the last hour by better known clients, from which on an address is a place that many come from. */
    static final int SHARED = 3;
    /** What is older is history, as after a time in which nothing was read. */
    static final long LATEST_MS = Duration.ofMinutes(15).toMillis();
    /** So long before a ban ends it is decided whether a longer one follows, so that there is no gap between the two. */
    static final long ENDING_MS = 3000;
    private static final long SHORT_MS = 1000;
    /** In how long the conversations with one text are to be. */
    private static final long BROADCAST_MS = Duration.ofMinutes(15).toMillis();
    /** A text that is no longer than this is a greeting, a thank you, an emoji. */
    static final int GREETING = 15;

    private static final Set<ErrorCode> ATTEMPTS = EnumSet.of(ErrorCode.RATE_LIMIT_EXCEEDED,
            ErrorCode.CONNECTION_LIMIT_EXCEEDED, ErrorCode.INVALID_PRODUCT_ID, ErrorCode.INVALID_SESSION_ID,
            ErrorCode.SESSION_EXPIRED, ErrorCode.SESSION_FOR_OTHER_PRODUCT, ErrorCode.NOT_SIGNED_IN,
            ErrorCode.ORIGIN_NOT_ALLOWED, ErrorCode.CLIENT_SANCTIONED);
    private static final Set<ErrorCode> MALFORMED = EnumSet.of(ErrorCode.INVALID_PRODUCT_ID,
            ErrorCode.INVALID_SESSION_ID, ErrorCode.INVALID_MESSAGE, ErrorCode.MESSAGE_TOO_LARGE);
    private static final List<Offence> OFFENCES = List.of(Offence.values());

    private final AbusePolicy policy;

    public AbuseRules(AbusePolicy policy) {
        this.policy = policy;
    }

    /**
     * Whether an event says something to any rule; {@link #hear} leaves a conduct as it is for others. These are
     * {@code ConnectionOpened}, {@code ConnectionClosed}, {@code Violation} and {@code RepeatedText}.
     */
    public static boolean concerns(Event event) {
        return event instanceof ConnectionOpened || event instanceof ConnectionClosed || event instanceof Violation
                || event instanceof RepeatedText;
    }

    /**
     * Adds an event to the conduct of its client, and says what is due for it. Each event is to be given once; in any
     * order, and however late: one that is older than the period of a rule counts for nothing there, one that is older
     * than a quarter of an hour for nothing at all, and one that claims to come from the future as now.
     *
     * @param conduct of {@code envelope.event().key()}; changed
     * @param nowMs the time on the learner's clock, in milliseconds since the epoch
     * @param lossy whether events are known to be missing around this one; then it neither counts nor sanctions
     * @return what to impose instead of whatever applied to the client before; empty: nothing changes. A draft of a rule
     *     in shadow never comes while an enforced sanction lasts
     */
    public Optional<SanctionDraft> hear(ClientConduct conduct, EventEnvelope envelope, long nowMs, boolean lossy) {
        long timeMs = Math.clamp(envelope.time().toEpochMilli(), 0, nowMs);
        Event event = envelope.event();
        if (lossy || timeMs < nowMs - LATEST_MS || !concerns(event) || tier(event) == Tier.AGENT) {
            return Optional.empty();
        }
        boolean speaks = count(conduct, event, timeMs);
        return speaks ? verdict(conduct, timeMs, tier(event) == Tier.ANONYMOUS) : Optional.empty();
    }

    private static Tier tier(Event event) {
        return switch (event) {
            case ConnectionOpened opened -> opened.tier();
            case ConnectionClosed closed -> closed.tier();
            case Violation violation -> violation.tier();
            case RepeatedText repeated -> repeated.tier();
            default -> Tier.ANONYMOUS;
        };
    }

    /** @return whether it could be an offence */
    private static boolean count(ClientConduct conduct, Event event, long timeMs) {
        return switch (event) {
            case ConnectionOpened opened -> {
                conduct.count(Offence.RACING, timeMs, 1);
                conduct.admitted(timeMs);
                if (opened.tier() != Tier.ANONYMOUS) {
                    conduct.countProven(timeMs);
                }
                yield true;
            }
            case ConnectionClosed closed -> {
                boolean isShort = closed.code() == null && closed.messages() == 0 && closed.durationMs() < SHORT_MS;
                conduct.count(Offence.FLAPPING, timeMs, isShort ? 1 : 0);
                yield isShort;
            }
            case Violation violation -> !Violation.NETWORK.equals(violation.scope())
                    && count(conduct, violation, timeMs);
            case RepeatedText repeated -> count(conduct, repeated, timeMs);
            default -> false;
        };
    }

    private static boolean count(ClientConduct conduct, Violation violation, long timeMs) {
        ErrorCode code = violation.code();
        long count = Math.max(0, violation.count());
        if (ATTEMPTS.contains(code)) {
            conduct.count(Offence.RACING, timeMs, count);
        }
        if (MALFORMED.contains(code)) {
            conduct.count(Offence.MALFORMED, timeMs, count);
        }
        switch (code) {
            case RATE_LIMIT_EXCEEDED -> conduct.count(Offence.HAMMERING, timeMs,
                    conduct.early(timeMs, count, violation.retryAfterMs()));
            case CLIENT_SANCTIONED -> conduct.count(Offence.BESIEGING, timeMs, count);
            case MESSAGE_RATE_LIMIT_EXCEEDED -> conduct.count(Offence.FLOODING, timeMs, count);
            case SESSION_LIMIT_EXCEEDED -> conduct.count(Offence.SESSION_CHURN, timeMs, count);
            default -> {
                // Counted above, or nothing of ours.
            }
        }
        return true;
    }

    private static boolean count(ClientConduct conduct, RepeatedText repeated, long timeMs) {
        if (repeated.characters() <= GREETING || repeated.windowMs() > BROADCAST_MS
                || repeated.conversations() < Offence.BROADCAST.bound(false)
                || !conduct.spreads(repeated.fingerprint(), repeated.conversations())) {
            return false;
        }
        conduct.spend(Offence.BROADCAST);
        conduct.count(Offence.BROADCAST, timeMs, repeated.conversations());
        return true;
    }

    private Optional<SanctionDraft> verdict(ClientConduct conduct, long timeMs, boolean anonymous) {
        Optional<SanctionDraft> enforced = verdict(conduct, timeMs, anonymous, RuleMode.ENFORCE);
        return enforced.isPresent() || conduct.ladder(true).isSanctioned(timeMs)
                ? enforced
                : verdict(conduct, timeMs, anonymous, RuleMode.SHADOW);
    }

    private Optional<SanctionDraft> verdict(ClientConduct conduct, long timeMs, boolean anonymous, RuleMode mode) {
        boolean enforced = mode == RuleMode.ENFORCE;
        Ladder ladder = conduct.ladder(enforced);
        if (ladder.isBanned(timeMs + ENDING_MS) || ladder.isBefore(timeMs)) {
            return Optional.empty();
        }
        Rung rung = ladder.rung(timeMs);
        for (Offence offence : OFFENCES) {
            long count = conduct.counted(offence, timeMs);
            if (count == 0 || policy.mode(offence.rule()) != mode) {
                continue;
            }
            boolean goesOn = ladder.isSanctionedFor(offence.rule(), timeMs);
            long worth = offence.worth(count, goesOn);
            Rung next = mildened(offence.from(rung, worth), conduct, timeMs, anonymous);
            if (worth > 0 && (next.compareTo(rung) > 0 || next.compareTo(ladder.inForce(timeMs)) > 0)) {
                conduct.spend(offence);
                return Optional.of(ladder.climb(next, offence.rule(), new SanctionEvidence(offence.evidence(), count,
                        offence.bound(goesOn)), timeMs, enforced));
            }
        }
        return Optional.empty();
    }

    /** An address that many well known clients come from is throttled for the others, and not banned. */
    private static Rung mildened(Rung rung, ClientConduct conduct, long timeMs, boolean anonymous) {
        return rung.isBan() && anonymous && conduct.proven(timeMs) >= SHARED ? Rung.THROTTLED : rung;
    }

    /**
     * What is due of time alone, for a client whose sanction has just ended: after a ban it stays throttled for a while.
     * To be asked once the latest sanction's {@code untilMs} has passed; empty: the sanction is to be lifted.
     */
    public Optional<SanctionDraft> afterwards(ClientConduct conduct, long nowMs) {
        if (conduct.ladder(true).isOnProbation(nowMs)) {
            return Optional.of(conduct.ladder(true).probation(true));
        }
        return conduct.ladder(false).isOnProbation(nowMs)
                ? Optional.of(conduct.ladder(false).probation(false))
                : Optional.empty();
    }

    public AbusePolicy policy() {
        return policy;
    }
}
