package io.doorstep.chat.admission;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.OverrideChange;
import io.doorstep.chat.limits.OverrideCommand;
import io.doorstep.chat.limits.SetBy;
import org.jspecify.annotations.Nullable;

/** Carries out what operators order, on all instances or on this one, and tells the listener. */
public final class OperatorOrders {
    private final ConnectionPool pool;
    private final EffectiveLimits effectiveLimits;
    private final Limiters limiters;
    private final @Nullable SharedLimits shared;
    private final AdmissionListener listener;

    /** @param shared the way to the other instances; absent: each instance has its own limits */
    public OperatorOrders(ConnectionPool pool, EffectiveLimits effectiveLimits, Limiters limiters,
            @Nullable SharedLimits shared, AdmissionListener listener) {
        this.pool = pool;
        this.effectiveLimits = effectiveLimits;
        this.limiters = limiters;
        this.shared = shared;
        this.listener = listener;
    }

    /** Forgets what one client, or everybody, used, on all instances; returns how many limiters of this one were forgotten. */
    public long reset(String operator, @Nullable ClientKey client) {
        if (shared != null) {
            shared.reset(client);
        }
        return resetHere(operator, client);
    }

    /** As {@link #reset}, on this instance alone; the others go on counting what it has told them. */
    public long resetHere(String operator, @Nullable ClientKey client) {
        long forgotten = client == null ? limiters.reset() : limiters.reset(client);
        listener.onReset(operator, client, forgotten);
        return forgotten;
    }

    /** Does at once what an operator wants to be otherwise, and has all other instances do so. */
    public OverrideChange override(OverrideCommand command, SetBy by) {
        OverrideChange change = overrideHere(command, by);
        if (shared != null) {
            shared.override(effectiveLimits.override());
        }
        return change;
    }

    /** As {@link #override}, on this instance alone. */
    public OverrideChange overrideHere(OverrideCommand command, SetBy by) {
        OverrideChange change = effectiveLimits.override(command, by);
        listener.onOverridden(by.operator(), change);
        return change;
    }

    /**
     * Changes how many sockets this instance takes; nobody who is in has to leave.
     *
     * @param maxConnections 1 to the number this instance was started for
     */
    public void resize(String operator, int maxConnections) {
        pool.house().resize(maxConnections);
        listener.onResized(operator, maxConnections);
    }
}
