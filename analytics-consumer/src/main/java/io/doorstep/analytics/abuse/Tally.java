package io.doorstep.analytics.abuse;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * A count over the latest period, in slots of equal length. What comes late goes to the slot of its time, and what is
 * older than the period to none, so that the order of arrival does not matter. The period is exact to a slot.
 */
final class Tally {
    private static final int MOST = Short.MAX_VALUE;

    private final long slotMs;
    private final short[] counts;
    private long newest;

    /** @param periodMs its length in milliseconds, a multiple of the number of slots */
    Tally(long periodMs, int slots) {
        slotMs = periodMs / slots;
        counts = new short[slots];
    }

    void add(long timeMs, long count) {
        long slot = timeMs / slotMs;
        if (slot <= newest - counts.length) {
            return;
        }
        if (slot > newest) {
            for (long passed = Math.max(newest + 1, slot - counts.length + 1); passed <= slot; passed++) {
                counts[index(passed)] = 0;
            }
            newest = slot;
        }
        counts[index(slot)] = (short) Math.min(MOST, counts[index(slot)] + Math.min(MOST, count));
    }

    /** The count over the period that ends at a time, or with the latest that was counted where that is later. */
    long sum(long timeMs) {
        long last = Math.max(newest, timeMs / slotMs);
        long sum = 0;
        for (long slot = last - counts.length + 1; slot <= newest; slot++) {
            sum += slot < 0 ? 0 : counts[index(slot)];
        }
        return sum;
    }

    /** Empty again; it still knows what is too late for it. */
    void clear() {
        Arrays.fill(counts, (short) 0);
    }

    private int index(long slot) {
        return (int) (slot % counts.length);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(newest);
        for (short count : counts) {
            out.writeShort(count);
        }
    }

    void read(DataInputStream in) throws IOException {
        newest = in.readLong();
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.readShort();
        }
    }
}
