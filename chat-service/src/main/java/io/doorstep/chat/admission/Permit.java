package io.doorstep.chat.admission;

import io.doorstep.chat.client.ClientKey;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The right to hold one socket. Releasing it again does nothing. */
public final class Permit implements Slots.Outcome {
    private final AtomicBoolean held = new AtomicBoolean(true);
    private final Slots slots;
    private final ClientKey client;
    private final @Nullable ClientKey network;
    private final int clientConnections;
    private final int poolConnections;

    /**
     * @param clientConnections sockets the client holds, this one included
     * @param poolConnections sockets the instance holds, this one included
     */
    Permit(Slots slots, ClientKey client, @Nullable ClientKey network, int clientConnections, int poolConnections) {
        this.slots = slots;
        this.client = client;
        this.network = network;
        this.clientConnections = clientConnections;
        this.poolConnections = poolConnections;
    }

    public int clientConnections() {
        return clientConnections;
    }

    public int poolConnections() {
        return poolConnections;
    }

    public void release() {
        if (held.compareAndSet(true, false)) {
            slots.giveBack(client, network);
        }
    }
}
