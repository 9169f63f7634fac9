package io.doorstep.chat.house;

import java.util.concurrent.atomic.AtomicLong;

/** Counts sockets that are held, in the lower half of a number, and those that ended, in the upper: one write does both. */
final class SocketCounter {
    private static final int HALF = 32;
    private static final long ENDED = (1L << HALF) - 1;

    private final AtomicLong both = new AtomicLong();

    /** One more; returns how many are held now. */
    int take() {
        return (int) both.incrementAndGet();
    }

    /** One less, as if it had never been. */
    void undo() {
        both.decrementAndGet();
    }

    /** One less: it has ended. */
    void end() {
        both.addAndGet(ENDED);
    }

    int held() {
        return (int) both.get();
    }

    /** Since the start; runs over past the largest number. */
    int ended() {
        return (int) (both.get() >>> HALF);
    }
}
