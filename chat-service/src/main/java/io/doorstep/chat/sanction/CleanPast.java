package io.doorstep.chat.sanction;

import java.time.Duration;
import java.time.Instant;

/**
 * Whose past is clean: those whose ticket was issued well before the sanction of their address. A script that fetches a
 * ticket as it begins has none.
 *
 * @param ticketLifetime of the tickets that are issued
 */
record CleanPast(Duration ticketLifetime) {
    /** How long before the sanction, so that tickets fetched for the attack that is sanctioned are no excuse. */
    static final Duration BEFORE = Duration.ofMinutes(10);

    /** @param expiresAt of a genuine ticket */
    boolean isOf(Instant expiresAt, Instant sanctionedSince) {
        return expiresAt.minus(ticketLifetime).isBefore(sanctionedSince.minus(BEFORE));
    }
}
