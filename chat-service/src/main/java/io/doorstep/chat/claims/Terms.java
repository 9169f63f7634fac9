package io.doorstep.chat.claims;

import io.doorstep.events.RateLimit;
import io.doorstep.events.claims.ClaimRecord.Use;

/**
 * Under what a client is let in.
 *
 * @param limit how many there may be in any window; {@link Integer#MAX_VALUE} where none is enforced
 * @param windowMs its length
 * @param slots sockets it may hold at once; 0 of a session, which holds none
 */
public record Terms(Use use, int limit, long windowMs, int slots) {

    public static Terms ofConnection(RateLimit rate, boolean isOff, int slots) {
        return new Terms(Use.CONNECTION, isOff ? Integer.MAX_VALUE : rate.limit(), rate.windowMs(), slots);
    }

    public static Terms ofSession(RateLimit rate) {
        return new Terms(Use.SESSION, rate.limit(), rate.windowMs(), 0);
    }

    boolean haveSlots() {
        return use == Use.CONNECTION;
    }
}
