package io.doorstep.chat.limits;

import io.doorstep.events.Hold;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The limits that hold for one client.
 *
 * @param scope the scope they come from
 * @param revision 0 for the configured limits
 * @param candidate runs in shadow beside them: under the same windows, and no number of it above theirs; absent for none
 * @param kind what the revision did; absent where it does not say, and for the configured limits
 * @param hold absent where the limits are tuned
 * @param lease by what numbers below the configured ones hold; absent where they need none
 */
public record ClientLimits(Scope scope, Limits limits, long revision, @Nullable Limits candidate,
        @Nullable RevisionKind kind, @Nullable Hold hold, @Nullable HeldLease lease) {

    /** Without a candidate. */
    public ClientLimits(Scope scope, Limits limits, long revision) {
        this(scope, limits, revision, null, null, null, null);
    }

    /** The lease has ended: these limits are in force in their place. */
    ClientLimits lapsed(Limits inPlace, @Nullable Limits inShadow) {
        return new ClientLimits(scope, inPlace, revision, inShadow, kind, hold,
                lease == null ? null : new HeldLease(lease.lease(), true));
    }

    /**
     * As for a client that is throttled to this many connections per window: a larger number than it has changes nothing,
     * and no candidate runs beside a smaller one.
     */
    public ClientLimits throttledTo(int connections) {
        return connections >= limits.connectionRate().limit()
                ? this
                : new ClientLimits(scope, limits.with(LimitName.CONNECTION_RATE, connections), revision, null, kind,
                        hold, lease);
    }

    /** Numbers of an operator in place of the limits; they have no candidate. */
    ClientLimits overriddenBy(Limits numbers) {
        return new ClientLimits(scope, numbers, revision, null, kind, hold, lease);
    }
}
