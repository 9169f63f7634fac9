package io.doorstep.benchmarks.sockets;

/** Opens the WebSockets of clients. */
public interface Sockets {

    /**
     * One socket.
     */
    interface Line {
        void send(String messageId, String text);

        /** Says goodbye properly; the listener hears {@link Listener#ended} once the other side has, too. */
        void close();

        /** Vanishes with a reset of the connection; the listener hears {@link Listener#failed}. */
        void reset();
    }

    /** Hears what becomes of one socket, on the thread of the {@link Timers}. */
    interface Listener {
        void admitted(String connectionId);

        /** Told why it was refused; {@link #ended} follows. */
        void rejected(String code);

        /** A message of this socket is kept for good. */
        void acknowledged(String messageId);

        /** Somebody's message has come, with its sequence. */
        default void heard(String messageId) {}

        void messageRefused(String messageId, String code);

        /** Closed with a proper close handshake. */
        void ended(int status);

        /** Broke in a way that no good server and client would; nothing follows. */
        void failed(String problem);

        /** The upgrade was answered with another status than 101; nothing follows. */
        default void turnedAway(int httpStatus) {
            failed("the upgrade was answered with " + httpStatus);
        }
    }

    /** Hears what becomes of a socket on which nothing is said. */
    interface SilentListener extends Listener {
        @Override
        default void acknowledged(String messageId) {}

        @Override
        default void messageRefused(String messageId, String code) {}
    }

    Line open(int client, Listener listener);
}
