package io.doorstep.chat.socket;

import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.socket.dialogue.ChatSocket;
import io.doorstep.events.ErrorCode;
import io.doorstep.support.log.OncePerSecond;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines operators watch for, each at most once a second with the number of those it stands for. */
final class SocketLog {
    private static final Logger LOG = LoggerFactory.getLogger(SocketLog.class);

    private final OncePerSecond connected = new OncePerSecond();
    private final OncePerSecond rateLimit = new OncePerSecond();
    private final OncePerSecond connectionLimit = new OncePerSecond();
    private final OncePerSecond otherwise = new OncePerSecond();
    private final OncePerSecond lost = new OncePerSecond();
    private final OncePerSecond error = new OncePerSecond();

    void connected(ChatSocket socket) {
        connected.run(count -> LOG.info("✓ WebSocket connection successful: {} for product {} ({})",
                socket.connectionId(), socket.attempt().productId(), count));
    }

    void rejected(Attempt attempt, Rejection rejection) {
        ErrorCode code = rejection.code();
        switch (code) {
            case RATE_LIMIT_EXCEEDED -> rateLimit.run(count -> LOG.warn(
                    "Rate limit exceeded: {}, {} per {} ms, again in {} ms ({})", attempt.client().key(),
                    rejection.limit(), rejection.windowMs(), rejection.retryAfterMs(), count));
            case CONNECTION_LIMIT_EXCEEDED -> connectionLimit.run(count -> LOG.warn(
                    "Connection limit reached: {}, {} per {} ({})", attempt.client().key(), rejection.limit(),
                    rejection.scope(), count));
            default -> otherwise
                    .run(count -> LOG.warn("Connection rejected: {}, {} ({})", attempt.client().key(), code, count));
        }
    }

    /** The peer has vanished or reset the connection, which is an ordinary end. */
    void lost(@Nullable ChatSocket socket, Throwable how) {
        lost.run(count -> LOG.info("WebSocket connection lost: {}, {} ({})", name(socket),
                how.getMessage() == null ? how.getClass().getSimpleName() : how.getMessage(), count));
    }

    /** A failure of the service, which somebody should look into. */
    void error(@Nullable ChatSocket socket, Throwable failure) {
        error.run(count -> LOG.warn("WebSocket connection error: {}, {} ({})", name(socket), place(failure), count));
        LOG.debug("the failure of {}", name(socket), failure);
    }

    private static String name(@Nullable ChatSocket socket) {
        return socket == null ? "a connection that was not admitted" : socket.connectionId();
    }

    private static String place(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return failure + (stack.length == 0 ? "" : " at " + stack[0]);
    }
}
