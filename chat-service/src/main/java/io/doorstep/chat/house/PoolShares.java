package io.doorstep.chat.house;

/**
 * How the visitors' pool is divided.
 *
 * @param reserved the part that is for authenticated and returning visitors, from 0 to less than 1
 * @param ofNetwork the part that one network may hold once the pool is crowded, from 0 to 1; 0 = any
 */
public record PoolShares(double reserved, double ofNetwork) {
    /** Every place is for everybody. */
    public static final PoolShares NONE = new PoolShares(0, 0);

    /** From this part of its places on the pool is crowded: 4 of 5. */
    private static final int CROWDED = 4;
    private static final int OF = 5;
    private static final double LEAST = 1e-9;

    public PoolShares {
        if (!(reserved >= 0 && reserved < 1)) {
            throw new IllegalArgumentException(
                    "doorstep.pool.reserved must be at least 0 and less than 1, not " + reserved);
        }
        if (!(ofNetwork >= 0 && ofNetwork <= 1)) {
            throw new IllegalArgumentException("doorstep.pool.network-share must be from 0 to 1, not " + ofNetwork);
        }
    }

    /** Places that strangers may have of a pool of this size; at least one. */
    int strangers(int places) {
        return Math.max(1, places - part(places, reserved));
    }

    /** Places that one network may have of a crowded pool of this size, at least one; {@link Integer#MAX_VALUE} for any. */
    int network(int places) {
        return ofNetwork == 0 ? Integer.MAX_VALUE : Math.max(1, part(places, ofNetwork));
    }

    /** In whole places. What a share in decimals misses of one for want of bits is none. */
    private static int part(int places, double share) {
        return (int) (places * share + LEAST);
    }

    /** Whether so many of these places are taken that networks are held to their share. */
    static boolean isCrowded(int taken, int places) {
        return (long) taken * OF >= (long) places * CROWDED;
    }
}
