package io.doorstep.events;

/**
 * Whom a number has refused, or would have, of those who are good.
 *
 * @param windows that were looked at
 * @param unit of the counts
 * @param good all of them; clients are counted once per window
 * @param refused of them, those that were refused, or would have been
 * @param bound share of the good ones that may be, 0 to 1
 */
public record Impact(int windows, Unit unit, long good, long refused, double bound) {

    /** What is counted. */
    public enum Unit {
        CLIENTS,
        ATTEMPTS
    }

    /** Share of the good ones that were refused, 0 to 1. */
    public double share() {
        return good == 0 ? 0 : (double) refused / good;
    }
}
