package io.doorstep.benchmarks.sockets;

import org.jspecify.annotations.Nullable;

/** Somebody with one socket, who comes, may ask something, leaves, and is gone once. */
public abstract class Newcomer implements Sockets.Listener {
    private final Runnable onGone;
    private Sockets.@Nullable Line line;
    private boolean gone;

    /** @param onGone told once */
    protected Newcomer(Runnable onGone) {
        this.onGone = onGone;
    }

    public void come(Sockets sockets, int client) {
        line = sockets.open(client, this);
    }

    protected final void ask(String messageId) {
        if (line != null) {
            line.send(messageId, "Is this one still to be had in blue?");
        }
    }

    /** Says goodbye, unless it is gone already. */
    protected final void leave() {
        if (!gone && line != null) {
            line.close();
        }
    }

    /** Resets the connection, unless it is gone already. */
    protected final void vanish() {
        if (!gone && line != null) {
            line.reset();
        }
    }

    /** To be called when the socket has ended, in whichever way. */
    protected final void gone() {
        if (!gone) {
            gone = true;
            onGone.run();
        }
    }
}
