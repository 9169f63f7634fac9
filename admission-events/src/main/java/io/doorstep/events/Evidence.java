package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * What a revision rests on.
 *
 * @param limitName the limit that was changed
 * @param from its number before; of a candidate the one that was tried before
 * @param to its number now
 * @param windows how many windows were looked at
 * @param clients clients seen in them, counted once per window
 * @param demand the demand of one client that the new number was computed from
 * @param lastWindowStartMs start of the latest window, in milliseconds since the epoch
 * @param collateral share of the good clients in those windows that were refused, or would have been; absent where that
 *     was not looked at
 * @param computation how the number follows from demand; absent where it does not
 * @param impact whom a number has refused, or would have; absent where that did not decide
 */
public record Evidence(LimitName limitName, int from, int to, int windows, long clients, double demand,
        long lastWindowStartMs, @Nullable Double collateral, @Nullable Computation computation,
        @Nullable Impact impact) {

    /** Of usage alone. */
    public Evidence(LimitName limitName, int from, int to, int windows, long clients, double demand,
            long lastWindowStartMs) {
        this(limitName, from, to, windows, clients, demand, lastWindowStartMs, null, null, null);
    }
}
