package io.doorstep.chat.socket.tomcat;

import org.jspecify.annotations.Nullable;

/** When a connection that is being closed has to end. Lets go of one that has, so that nobody keeps it for a deadline. */
public final class CloseDeadline {
    private final long atNanos;
    private volatile @Nullable TcpConnection tcpConnection;

    public CloseDeadline(TcpConnection tcpConnection, long atNanos) {
        this.tcpConnection = tcpConnection;
        this.atNanos = atNanos;
    }

    boolean isBy(long nowNanos) {
        return atNanos - nowNanos <= 0;
    }

    /** Ends the connection; false where it has ended. */
    boolean end() {
        TcpConnection open = tcpConnection;
        if (open == null) {
            return false;
        }
        open.abort();
        return true;
    }

    void forget() {
        tcpConnection = null;
    }
}
