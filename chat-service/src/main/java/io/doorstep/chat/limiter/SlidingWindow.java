package io.doorstep.chat.limiter;

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
 * Beside the limit runs a candidate, a lower number under the same window that refuses nobody: each permit carries whether
 * the candidate would have granted it too. What it would have refused uses up nothing of it, so its answers are those of
 * a limiter of its own that sees what the limit grants. Of a permit that is granted now, the window holds none that is
 * not kept, so they are exact.
 *
 * <p>
 * Instants but the latest are the low 31 bits of a millisecond clock, told by how long they were before the latest: right
 * up to 2^31 ms, which holds because instants older than {@link #MAX_AGE_MS} before the latest are forgotten; a window is
 * at most that long (12.4 days). The sign is that of a permit that the candidate would have refused.
 */
public class SlidingWindow {
    public static final int MAX_AGE_MS = 1 << 30;
    private static final int[] NONE = {};
    private static final long NEVER = Long.MIN_VALUE;
    private static final int FIRST_CAPACITY = 2;
    private static final int INSTANT = Integer.MAX_VALUE;
    private static final int REFUSED = Integer.MIN_VALUE;
    private static final int NOTHING = -1;

    /** A ring of those before the latest, so that a client's first permit needs no array. */
    private int[] earlier = NONE;
    private int oldest;
    private int size;
    private long latestMs = NEVER;
    private boolean latestRefused;
    /** The newest permit that is no longer kept, without its sign. */
    private int dropped = NOTHING;

    /**
     * Grants permits now or, within the timeout, ahead of time. A refusal changes nothing.
     *
     * @param limit at least 1
     * @param windowMs 1 to {@link #MAX_AGE_MS}
     * @param nowMs never less than in an earlier call
     * @return 0 or more: granted, to be used after so many milliseconds; less: refused, due in so many
     */
    final long tryReserve(int permits, int limit, long windowMs, long nowMs, long timeoutMs) {
        return tryReserve(permits, limit, limit, windowMs, nowMs, timeoutMs);
    }

    /**
     * As {@link #tryReserve(int, int, long, long, long)}, beside a candidate.
     *
     * @param candidate 1 to the limit; the limit itself where there is no candidate
     */
    final long tryReserve(int permits, int limit, int candidate, long windowMs, long nowMs, long timeoutMs) {
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
            append(instant, limit, candidate < limit && refuses(candidate, windowMs, instant));
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
        return dropped == NOTHING ? inOrder : Math.max(inOrder, windowMs - (nowMs - instantOf(dropped)));
    }

    /** Fewer permits than the candidate in the window are seen at once; else those that count for it are counted. */
    private boolean refuses(int candidate, long windowMs, long nowMs) {
        if (isEmpty() || candidate > size + 1 || ageOf(candidate, nowMs) >= windowMs) {
            return false;
        }
        int counted = 0;
        for (int back = 1; back <= size + 1 && ageOf(back, nowMs) < windowMs; back++) {
            counted += isRefused(back) ? 0 : 1;
        }
        return counted >= candidate;
    }

    /** Whether the candidate would have refused the latest permit. */
    final boolean isLatestRefusedByCandidate() {
        return latestRefused;
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

    /** Permits that are kept and have not left the window. */
    final int used(long windowMs, long nowMs) {
        int used = 0;
        while (used < kept() && ageOf(used + 1, nowMs) < windowMs) {
            used++;
        }
        return used;
    }

    /** Of the permits in the window, those that the candidate would have refused. */
    final int refusedByCandidate(long windowMs, long nowMs) {
        int refused = 0;
        for (int back = used(windowMs, nowMs); back > 0; back--) {
            refused += isRefused(back) ? 1 : 0;
        }
        return refused;
    }

    /** Takes one permit back that was granted at this instant, as if it had not been. */
    final void giveBack(long instantMs) {
        if (latestMs == instantMs) {
            giveLatestBack();
            return;
        }
        for (int i = size - 1; i >= 0 && instantOf(earlier[at(i)]) >= instantMs; i--) {
            if (instantOf(earlier[at(i)]) == instantMs) {
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
            int before = earlier[at(size - 1)];
            latestMs = instantOf(before);
            latestRefused = before < 0;
            size--;
        } else {
            latestMs = dropped == NOTHING ? NEVER : instantOf(dropped);
            latestRefused = false;
        }
    }

    /** Whether its last permit is so long ago that it tells nothing any more. */
    final boolean isOlderThan(long ageMs, long nowMs) {
        return isEmpty() || nowMs - latestMs >= ageMs;
    }

    private boolean isEmpty() {
        return latestMs == NEVER;
    }

    private int kept() {
        return isEmpty() ? 0 : size + 1;
    }

    /** @param back 1 for the latest */
    private long ageOf(int back, long nowMs) {
        return nowMs - (back == 1 ? latestMs : instantOf(earlier[at(size - back + 1)]));
    }

    /** @param back 1 for the latest */
    private boolean isRefused(int back) {
        return back == 1 ? latestRefused : earlier[at(size - back + 1)] < 0;
    }

    private long instantOf(int permit) {
        return latestMs - (((int) latestMs - permit) & INSTANT);
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
            dropped = NOTHING;
            return;
        }
        while (size > 0 && instant - instantOf(earlier[oldest]) > MAX_AGE_MS) {
            dropOldest();
        }
        if (dropped != NOTHING && instant - instantOf(dropped) > MAX_AGE_MS) {
            dropped = NOTHING;
        }
    }

    private void append(long instant, int limit, boolean refused) {
        if (!isEmpty()) {
            pushToEarlier(((int) latestMs & INSTANT) | (latestRefused ? REFUSED : 0), limit - 1);
        }
        latestMs = instant;
        latestRefused = refused;
    }

    private void pushToEarlier(int permit, int capacity) {
        if (size == earlier.length && size < capacity) {
            grow(capacity);
        }
        if (size == earlier.length) {
            if (size == 0) {
                drop(permit);
                return;
            }
            dropOldest();
        }
        earlier[at(size)] = permit;
        size++;
    }

    private void dropOldest() {
        drop(earlier[oldest]);
        oldest = at(1);
        size--;
    }

    private void drop(int permit) {
        dropped = permit & INSTANT;
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
