package io.doorstep.chat.claims;

/** Instants in order, in milliseconds; the newest are kept. Not thread-safe. */
class Instants {
    private static final int FIRST_CAPACITY = 1;

    private long[] ring = new long[FIRST_CAPACITY];
    private int oldest;
    private int size;

    /** @param most how many are kept, 1 or more */
    void add(long instant, int most) {
        if (size >= most) {
            if (instant <= at(0)) {
                return;
            }
            removeOldest();
        }
        if (size == ring.length) {
            grow();
        }
        int place = size++;
        while (place > 0 && at(place - 1) > instant) {
            set(place, at(place - 1));
            place--;
        }
        set(place, instant);
    }

    /** Removes one of this instant, where there is one. */
    void remove(long instant) {
        for (int place = size - 1; place >= 0 && at(place) >= instant; place--) {
            if (at(place) == instant) {
                for (int next = place; next < size - 1; next++) {
                    set(next, at(next + 1));
                }
                size--;
                return;
            }
        }
    }

    /** How many are less than the window ago, and later than another instant. */
    int within(long windowMs, long nowMs, long laterThan) {
        int counted = 0;
        while (counted < size && nowMs - newest(counted) < windowMs && newest(counted) > laterThan) {
            counted++;
        }
        return counted;
    }

    /** @param back 0 for the newest; less than the size */
    long newest(int back) {
        return at(size - 1 - back);
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    private void removeOldest() {
        oldest = (oldest + 1) % ring.length;
        size--;
    }

    private long at(int place) {
        return ring[(oldest + place) % ring.length];
    }

    private void set(int place, long instant) {
        ring[(oldest + place) % ring.length] = instant;
    }

    private void grow() {
        long[] larger = new long[ring.length * 2];
        for (int i = 0; i < size; i++) {
            larger[i] = at(i);
        }
        ring = larger;
        oldest = 0;
    }
}
