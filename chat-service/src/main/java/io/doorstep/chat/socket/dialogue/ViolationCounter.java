package io.doorstep.chat.socket.dialogue;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** Counts the refused messages of one socket: the tenth in a minute is the last. Used on the socket's own thread. */
final class ViolationCounter {
    private static final int OUT = 10;
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ArrayDeque<Long> refusedAt = new ArrayDeque<>(OUT);

    boolean isOut(long nowNanos) {
        Long first = refusedAt.peekFirst();
        while (first != null && nowNanos - first >= WINDOW_NANOS) {
            refusedAt.removeFirst();
            first = refusedAt.peekFirst();
        }
        refusedAt.addLast(nowNanos);
        return refusedAt.size() >= OUT;
    }
}
