package io.doorstep.chat.admission;

import io.doorstep.events.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Tells which visitors have been here before: those whose ticket was issued some minutes ago. A script that fetches a ticket
 * as it begins is none of them.
 *
 * @param ticketLifetime of the tickets that are issued
 */
public record ReturningVisitors(Duration ticketLifetime, InstantSource clock) {
    /** How old the ticket is at least. */
    static final Duration AGE = Duration.ofMinutes(10);
    /** Nobody is known to have been here. */
    static final ReturningVisitors NONE = new ReturningVisitors(Duration.ZERO, InstantSource.system());

    /** How well a visitor is known who is not sanctioned. */
    Tier tierOf(Attempt attempt) {
        Tier tier = attempt.client().tier();
        Instant expiresAt = attempt.ticketExpiresAt();
        return tier == Tier.ANONYMOUS && expiresAt != null && isOld(expiresAt) ? Tier.RETURNING : tier;
    }

    private boolean isOld(Instant expiresAt) {
        return !expiresAt.minus(ticketLifetime).isAfter(clock.instant().minus(AGE));
    }
}
