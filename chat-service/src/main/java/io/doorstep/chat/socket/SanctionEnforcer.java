package io.doorstep.chat.socket;

import io.doorstep.chat.rejection.Rejections;
import io.doorstep.chat.sanction.Restriction;
import io.doorstep.chat.sanction.Sanctions;
import io.doorstep.chat.socket.dialogue.ChatSocket;
import io.doorstep.chat.socket.frame.ServerFrame;
import java.util.concurrent.atomic.LongAdder;

/**
 * Has sanctions reach the sockets that are open: those of a banned client end, those of a client that is warned or throttled
 * are told. A socket that a ticket with a clean past opened, and that has had no message refused, is let be.
 */
public final class SanctionEnforcer {
    private static final int LOOKS_BETWEEN_SWEEPS = 5;

    private final Sanctions sanctions;
    private final Sockets sockets;
    private final LongAdder ended = new LongAdder();
    private final LongAdder told = new LongAdder();
    private final LongAdder spared = new LongAdder();
    private long looks;
    private long seen;

    SanctionEnforcer(Sanctions sanctions, Sockets sockets) {
        this.sanctions = sanctions;
        this.sockets = sockets;
    }

    /** Lets go of what is over, and looks at all sockets where a client is restricted otherwise than before. */
    void look() {
        if (looks++ % LOOKS_BETWEEN_SWEEPS == 0) {
            sanctions.sweep();
        }
        long changes = sanctions.changes();
        if (changes != seen) {
            sockets.all().forEach(this::look);
            seen = changes;
        }
    }

    /** To be called for a socket that has just opened, too: it may have been admitted before the sanction came. */
    void look(ChatSocket socket) {
        Restriction restriction = sanctions.of(socket.attempt().client().key());
        if (!(restriction instanceof Restriction.Imposed imposed) || socket.isClosing()) {
            return;
        }
        if (restriction instanceof Restriction.Banned(var rule, _, var until, long remainingMs)) {
            if (isSpared(socket)) {
                spared.increment();
            } else {
                ended.increment();
                socket.closeFor(Rejections.clientSanctioned(rule, until, remainingMs));
            }
            return;
        }
        ServerFrame.Warning warning = ServerFrame.Warning.of(restriction);
        if (warning != null && socket.tell(warning, imposed.since())) {
            told.increment();
        }
    }

    private boolean isSpared(ChatSocket socket) {
        var attempt = socket.attempt();
        return !socket.hasBeenRefused() && !sanctions
                .apart(attempt.client(), attempt.sessionId(), attempt.ticketExpiresAt()).equals(attempt.client());
    }

    /** Open sockets that a ban has ended since the start. */
    public long ended() {
        return ended.sum();
    }

    /** Those that were told of a warning or a throttle. */
    public long told() {
        return told.sum();
    }

    /** Those that a ban has not ended, for the sake of a clean past. */
    public long spared() {
        return spared.sum();
    }
}
