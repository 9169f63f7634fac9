package io.doorstep.chat.sanction;

import io.doorstep.events.Tier;
import java.time.Duration;
import java.time.Instant;

/**
 * Whose past is clean, as far as their ticket shows: it has been theirs for a while. A script that fetches a ticket as it
 * begins has none.
 *
 * @param ticketLifetime of the tickets that are issued
 * @param returningAfter how long a ticket must be its bearer's before the bearer is a returning visitor; 0 = at once
 */
public record CleanPast(Duration ticketLifetime, Duration returningAfter) {
    /** How long before the sanction, so that tickets fetched for the attack that is sanctioned are no excuse. */
    static final Duration BEFORE = Duration.ofMinutes(10);

    /**
     * Whether the sanction of an address must not meet the bearer.
     *
     * @param expiresAt of a genuine ticket
     */
    boolean isOf(Instant expiresAt, Instant sanctionedSince) {
        return issued(expiresAt).isBefore(sanctionedSince.minus(BEFORE));
    }

    /**
     * The tier of the bearer of a ticket that proves no subject.
     *
     * @param expiresAt of a genuine ticket
     * @param restriction of whom its bearer is counted as; whoever has one is not of good conduct, even if only warned
     */
    Tier tier(Instant expiresAt, Restriction restriction, Instant now) {
        return restriction instanceof Restriction.None && !issued(expiresAt).plus(returningAfter).isAfter(now)
                ? Tier.RETURNING
                : Tier.ANONYMOUS;
    }

    private Instant issued(Instant expiresAt) {
        return expiresAt.minus(ticketLifetime);
    }
}
