package io.doorstep.chat.admission;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limits.OverrideChange;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.events.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Hears of every decision. Called on the socket's own thread: must not wait, and what it throws is passed over. */
public interface AdmissionListener {
    AdmissionListener NOOP = new AdmissionListener() {};

    /** @param nanos what one decision of a sample cost */
    default void onTimed(long nanos) {}

    default void onAdmitted(Client client, String productId, String connectionId,
            AdmissionDecision.Permitted decision) {}

    /** @param productId absent where the client sent none that is well formed */
    default void onRejected(Client client, @Nullable String productId, Rejection rejection, long limitsRevision) {}

    /** Somebody was admitted whom a candidate would have refused: once for each limit whose candidate would have. */
    default void onWouldReject(Client client, String productId, ShadowRejection refusal) {}

    /** A part of the admission failed and did not hold the client up. */
    default void onFailedOpen(Client client, String part, RuntimeException error) {}

    default void onClosed(Client client, String productId, ConnectionEnd end) {}

    /** A message was decided on; where it was refused or a part failed, that is told apart too. */
    default void onMessage(Client client, String productId, String sessionId, MessageOutcome outcome) {}

    /**
     * @param inLimitWindow sessions it has been given within the window of their limit, this one included; 0 where nothing
     *     counts them
     */
    default void onSessionOpened(Client client, String productId, int inLimitWindow) {}

    /** @param client absent where all clients were reset */
    default void onReset(String operator, @Nullable ClientKey client, long limiters) {}

    /**
     * An upgrade was answered with a 503 before any socket was opened.
     *
     * @param prefix the network it came from, such as {@code 192.0.2.0/24}
     */
    default void onShed(String prefix, long retryAfterMs) {}

    /** An operator changed by hand what this instance enforces. */
    default void onOverridden(String operator, OverrideChange change) {}

    /** An operator changed how many sockets this instance takes. */
    default void onResized(String operator, int maxConnections) {}

    /**
     * How an admitted socket ended.
     *
     * @param durationMs how long it was open, in milliseconds
     * @param closeStatus the WebSocket close status; 1006 where the peer vanished
     * @param code why the service closed it; absent where the peer did
     * @param messages chat messages accepted from the client
     * @param bytes bytes of its text frames
     */
    record ConnectionEnd(String connectionId, long durationMs, int closeStatus, @Nullable ErrorCode code, long messages,
            long bytes) {}
}
