package io.doorstep.chat.limits;

/**
 * The instants of the latest permits, in the order they were granted: an exact sliding-window log. A permit is granted
 * when the one <em>limit</em> permits before it has left the window, so no window of the given length, wherever it
 * starts, holds more than the limit, and a refusal knows to the millisecond when the next permit is due. Limit and window
 * are arguments of each call, so they can change at any time without losing history. Not thread-safe.
 *
 * <p>
 * It keeps as many permits as the largest limit it was asked with. Where a limit and a window grow together, the window
 * can reach back to permits that are no longer kept; it then refuses until the newest of those has left, rather than
 * admit too many.
 *
 * <p>
 * Instants but the latest are the low 32 bits of a millisecond clock. Ages are right up to 2^31 ms, which holds because
 * instants older than {@link #MAX_AGE_MS} before the latest are forgotten; a window is at most that long (12.4 days).
 */
class SlidingWindow {
    static final int MAX_AGE_MS = 1 << 30;
    private static final int[] NONE = {};
    private static final long NEVER = Long.MIN_VALUE;
    private static final int FIRST_CAPACITY = 2;

    /** A ring of those before the latest, so that a client's first permit needs no array. */
    private int[] earlier = NONE;
    private int oldest;
    private int size;
    private long latestMs = NEVER;
    /** The newest permit that is no longer kept. */
    private int dropped;
    private boolean hasDropped;

    /**
     * Grants permits now or, within the timeout, ahead of time. A refusal changes nothing.
     *
     * @param limit at least 1
     * @param windowMs 1 to {@link #MAX_AGE_MS}
     * @param nowMs never less than in an earlier call
     * @return 0 or more: granted, to be used after so many milliseconds; less: refused, due in so many
     */
    final long tryReserve(int permits, int limit, long windowMs, long nowMs, long timeoutMs) {
        if (permits > limit) {
            return -windowMs;
        }
        long wait = millisUntilGranted(permits, limit, windowMs, nowMs);
        if (wait > timeoutMs) {
            return -wait;
        }
        long instant = nowMs + wait;
        forgetOlderThanAges(instant);
        for (int i = 0; i < permits; i++) {
            append(instant, limit);
        }
        return wait;
    }

    /** How long until so many permits would be granted, in milliseconds; 0: now. */
    final long millisUntilGranted(int permits, int limit, long windowMs, long nowMs) {
        if (isEmpty() || nowMs - latestMs >= windowMs) {
            return 0;
        }
        long inOrder = Math.max(0, latestMs - nowMs);
        int back = limit - permits + 1;
        if (back <= size + 1) {
            return Math.max(inOrder, windowMs - ageOf(back, nowMs));
        }
        return hasDropped ? Math.max(inOrder, windowMs - ((int) nowMs - dropped)) : inOrder;
    }

    /** Permits that would be granted now. */
    final int available(int limit, long windowMs, long nowMs) {
        for (int permits = limit; permits > 0; permits--) {
            if (millisUntilGranted(permits, limit, windowMs, nowMs) == 0) {
                return permits;
            }
        }
        return 0;
    }

    /** Takes one permit back that was granted at this instant, as if it had not been. */
    final void giveBack(long instantMs) {
        if (latestMs == instantMs) {
            giveLatestBack();
            return;
        }
        for (int i = size - 1; i >= 0 && earlier[at(i)] - (int) instantMs >= 0; i--) {
            if (earlier[at(i)] == (int) instantMs) {
                for (int later = i; later < size - 1; later++) {
                    earlier[at(later)] = earlier[at(later + 1)];
                }
                size--;
                return;
            }
        }
    }

    private void giveLatestBack() {
        if (size > 0) {
            latestMs -= (int) latestMs - earlier[at(size - 1)];
            size--;
        } else {
            latestMs = hasDropped ? latestMs - ((int) latestMs - dropped) : NEVER;
        }
    }

    /** Whether its last permit is so long ago that it tells nothing any more. */
    final boolean isOlderThan(long ageMs, long nowMs) {
        return isEmpty() || nowMs - latestMs >= ageMs;
    }

    private boolean isEmpty() {
        return latestMs == NEVER;
    }

    /** @param back 1 for the latest */
    private int ageOf(int back, long nowMs) {
        return (int) nowMs - (back == 1 ? (int) latestMs : earlier[at(size - back + 1)]);
    }

    private int at(int index) {
        int place = oldest + index;
        return place < earlier.length ? place : place - earlier.length;
    }

    private void forgetOlderThanAges(long instant) {
        if (isEmpty()) {
            return;
        }
        if (instant - latestMs > MAX_AGE_MS) {
            size = 0;
            latestMs = NEVER;
            hasDropped = false;
            return;
        }
        while (size > 0 && (int) instant - earlier[oldest] > MAX_AGE_MS) {
            dropOldest();
        }
        hasDropped = hasDropped && (int) instant - dropped <= MAX_AGE_MS;
    }

    private void append(long instant, int limit) {
        if (!isEmpty()) {
            pushToEarlier((int) latestMs, limit - 1);
        }
        latestMs = instant;
    }

    private void pushToEarlier(int instant, int capacity) {
        if (size == earlier.length && size < capacity) {
            grow(capacity);
        }
        if (size == earlier.length) {
            if (size == 0) {
                drop(instant);
                return;
            }
            dropOldest();
        }
        earlier[at(size)] = instant;
        size++;
    }

    private void dropOldest() {
        drop(earlier[oldest]);
        oldest = at(1);
        size--;
    }

    private void drop(int instant) {
        dropped = instant;
        hasDropped = true;
    }

    private void grow(int capacity) {
        int[] larger = new int[Math.min(capacity, Math.max(FIRST_CAPACITY, earlier.length * 2))];
        for (int i = 0; i < size; i++) {
            larger[i] = earlier[at(i)];
        }
        earlier = larger;
        oldest = 0;
    }
}
