package io.doorstep.chat.admission;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.Tier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The right to hold one socket. Releasing it again does nothing. */
public final class Permit implements Slots.Outcome {
    private final AtomicBoolean held = new AtomicBoolean(true);
    private final Slots slots;
    private final ClientKey client;
    private final @Nullable ClientKey network;
    private final Tier tier;
    private final int clientConnections;
    private final int poolConnections;
    /** That of the rate, as long as it may have to be given back. */
    private SharedRates.Outcome.@Nullable Granted rate;
    /** On all instances; absent where they are not asked. */
    private @Nullable Runnable place;

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

    Permit grantedBy(SharedRates.Outcome.Granted granted) {
        rate = granted;
        return this;
    }

    /** It is not given back any more but by its release. */
    void keep() {
        rate = null;
    }

    /** @param released is run when it is */
    void keep(Runnable released) {
        keep();
        place = released;
    }

    /** Releases it as if it had never been. */
    void revoke() {
        if (rate != null) {
            rate.giveBack();
        }
        release();
    }

    public void release() {
        if (held.compareAndSet(true, false)) {
            slots.giveBack(client, network, tier);
            if (place != null) {
                place.run();
            }
        }
    }
}
