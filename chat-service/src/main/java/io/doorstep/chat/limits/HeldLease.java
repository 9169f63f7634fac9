package io.doorstep.chat.limits;

import io.doorstep.events.Lease;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By what numbers below the configured ones hold here.
 *
 * @param lapsed whether it has ended without having been renewed: the configured numbers are in force in their place
 */
public record HeldLease(Lease lease, boolean lapsed) {

    static @Nullable HeldLease of(@Nullable Lease lease) {
        return lease == null ? null : new HeldLease(lease, false);
    }

    boolean isOver(long nowMs) {
        return !lapsed && lease.untilMs() <= nowMs;
    }

    /** Whether a renewal has not come when it was due. */
    public boolean isLate(long nowMs) {
        return lapsed || lease.renewalDueMs() <= nowMs;
    }

    public Instant until() {
        return Instant.ofEpochMilli(lease.untilMs());
    }

    /** When the renewal was due, or is. */
    public Instant renewalDue() {
        return Instant.ofEpochMilli(lease.renewalDueMs());
    }
}
