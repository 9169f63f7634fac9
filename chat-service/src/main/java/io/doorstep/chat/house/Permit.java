package io.doorstep.chat.house;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.Tier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The right to hold one socket. Releasing it again does nothing. */
public final class Permit implements Slots.Outcome, House.Entry {
    private final AtomicBoolean held = new AtomicBoolean(true);
    private final Slots slots;
    private final ClientKey client;
    private final @Nullable ClientKey network;
    private final Tier tier;
    private final int clientConnections;
    private final int poolConnections;
    private @Nullable IdleStrangers strangers;
    /** Undoes what it was granted by, as long as it may have to be. */
    private @Nullable Runnable undo;
    /** On all instances; absent where they are not asked. */
    private @Nullable Runnable place;
    private volatile IdleStrangers.@Nullable Stranger idle;

    /**
     * @param clientConnections sockets the client holds, this one included
     * @param poolConnections sockets the instance holds, this one included
     */
    Permit(Slots slots, ClientKey client, @Nullable ClientKey network, Tier tier, int clientConnections,
            int poolConnections) {
        this.slots = slots;
        this.client = client;
        this.network = network;
        this.tier = tier;
        this.clientConnections = clientConnections;
        this.poolConnections = poolConnections;
    }

    public int clientConnections() {
        return clientConnections;
    }

    public int poolConnections() {
        return poolConnections;
    }

    Permit among(IdleStrangers those) {
        strangers = those;
        return this;
    }

    /** @param undone is run where the permit is revoked before it is kept */
    public Permit grantedBy(Runnable undone) {
        undo = undone;
        return this;
    }

    /** It is not given back any more but by its release. */
    public void keep() {
        undo = null;
    }

    /** @param released is run when it is */
    public void keep(Runnable released) {
        keep();
        place = released;
    }

    /**
     * Whoever holds it has said nothing yet: an anonymous visitor's is asked back when a full house needs room.
     *
     * @param leave releases it before it returns; must not wait, and may be called on any thread, once
     */
    public void idle(Runnable leave) {
        if (tier == Tier.ANONYMOUS && strangers != null) {
            idle = strangers.add(leave);
            if (!held.get()) {
                busy();
            }
        }
    }

    /** Whoever holds it has done something, and is idle since now. */
    public void stir() {
        IdleStrangers.Stranger waiting = idle;
        if (waiting != null) {
            waiting.stir();
        }
    }

    /** Whoever holds it has written: it is not asked back any more. */
    public void busy() {
        IdleStrangers.Stranger waiting = idle;
        if (waiting != null) {
            waiting.remove();
            idle = null;
        }
    }

    /** Releases it as if it had never been. */
    public void revoke() {
        if (undo != null) {
            undo.run();
        }
        release();
    }

    public void release() {
        if (held.compareAndSet(true, false)) {
            slots.giveBack(client, network, tier);
            busy();
            if (place != null) {
                place.run();
            }
        }
    }
}
