package io.doorstep.chat.socket;

import org.jspecify.annotations.Nullable;

/** When a connection that is being closed has to end. Lets go of one that has, so that nobody keeps it for a deadline. */
final class Due {
    private final long atNanos;
    private volatile @Nullable Wire wire;

    Due(Wire wire, long atNanos) {
        this.wire = wire;
        this.atNanos = atNanos;
    }

    boolean isBy(long nowNanos) {
        return atNanos - nowNanos <= 0;
    }

    /** Ends the connection; false where it has ended. */
    boolean end() {
        Wire open = wire;
        if (open == null) {
            return false;
        }
        open.abort();
        return true;
    }

    void forget() {
        wire = null;
    }
}
