package io.doorstep.chat.limits;

/**
 * The instants of the latest permits, in the order they were granted: an exact sliding-window log. A permit is granted
 * when the one <em>limit</em> permits before it has left the window, so no window of the given length, wherever it
 * starts, holds more than the limit, and a refusal knows to the millisecond when the next permit is due. Limit and window
 * are arguments of each call, so they can change at any time without losing history. Not thread-safe.
 *
 * <p>
 * Instants are the low 32 bits of a millisecond clock. Ages are right up to 2^31 ms, which holds because instants older
 * than {@link #MAX_AGE_MS} are forgotten; a window is at most that long (12.4 days).
 */
final class SlidingWindow {
    static final int MAX_AGE_MS = 1 << 30;
    private static final int FIRST_CAPACITY = 2;

    private int[] instants = new int[FIRST_CAPACITY];
    private int oldest;
    private int size;
    private long latestMs;

    /**
     * Grants permits now or, within the timeout, ahead of time. A refusal changes nothing.
     *
     * @return 0 or more: granted, to be used after so many milliseconds; less: refused, due in so many
     */
    long tryReserve(int permits, int limit, long windowMs, long nowMs, long timeoutMs) {
        if (permits > limit) {
            return -windowMs;
        }
        long wait = millisUntilGranted(permits, limit, windowMs, nowMs);
        if (wait > timeoutMs) {
            return -wait;
        }
        forgetOlderThanAges(nowMs + wait);
        for (int i = 0; i < permits; i++) {
            append((int) (nowMs + wait), limit);
        }
        latestMs = nowMs + wait;
        return wait;
    }

    /** How long until so many permits would be granted, in milliseconds; 0: now. */
    long millisUntilGranted(int permits, int limit, long windowMs, long nowMs) {
        if (size == 0) {
            return 0;
        }
        long inOrder = Math.max(0, latestMs - nowMs);
        int back = limit - permits + 1;
        if (back > size || nowMs - latestMs >= windowMs) {
            return inOrder;
        }
        return Math.max(inOrder, windowMs - ageOf(size - back, nowMs));
    }

    /** Permits that would be granted now. */
    int available(int limit, long windowMs, long nowMs) {
        if (size == 0 || nowMs - latestMs >= windowMs) {
            return limit;
        }
        int used = 0;
        while (used < Math.min(size, limit) && ageOf(size - 1 - used, nowMs) < windowMs) {
            used++;
        }
        return limit - used;
    }

    private int ageOf(int index, long nowMs) {
        return (int) nowMs - instants[(oldest + index) % instants.length];
    }

    private void forgetOlderThanAges(long nowMs) {
        if (nowMs - latestMs > MAX_AGE_MS) {
            size = 0;
        }
        while (size > 0 && ageOf(0, nowMs) > MAX_AGE_MS) {
            oldest = (oldest + 1) % instants.length;
            size--;
        }
    }

    private void append(int instant, int limit) {
        if (size == instants.length && size < limit) {
            grow(limit);
        }
        if (size == instants.length) {
            oldest = (oldest + 1) % instants.length;
            size--;
        }
        instants[(oldest + size) % instants.length] = instant;
        size++;
    }

    private void grow(int limit) {
        int[] larger = new int[Math.min(limit, instants.length * 2)];
        for (int i = 0; i < size; i++) {
            larger[i] = instants[(oldest + i) % instants.length];
        }
        instants = larger;
        oldest = 0;
    }
}
