package io.doorstep.chat.admission;

import java.util.concurrent.atomic.AtomicBoolean;

/** The right to hold one socket. Releasing it again does nothing. */
public final class Permit {
    private final AtomicBoolean held = new AtomicBoolean(true);
    private final Runnable onRelease;
    private final int clientConnections;
    private final int poolConnections;

    /**
     * @param clientConnections sockets the client holds, this one included
     * @param poolConnections sockets the instance holds, this one included
     */
    Permit(int clientConnections, int poolConnections, Runnable onRelease) {
        this.clientConnections = clientConnections;
        this.poolConnections = poolConnections;
        this.onRelease = onRelease;
    }

    public int clientConnections() {
        return clientConnections;
    }

    public int poolConnections() {
        return poolConnections;
    }

    public void release() {
        if (held.compareAndSet(true, false)) {
            onRelease.run();
        }
    }
}
