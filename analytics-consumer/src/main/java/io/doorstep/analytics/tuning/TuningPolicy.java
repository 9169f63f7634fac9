package io.doorstep.analytics.tuning;

/**
 * How the tuner weighs evidence.
 *
 * @param quantile the client whose demand the limit is made for, so that at most one in a hundred needs more; default p99
 * @param headroom what the demand is multiplied by, at least 1; default 2.0
 * @param minimumClients clients in the recent windows, counted once per window, below which nothing changes; 0 = any
 *     number will do; default 20
 * @param sharedBy clients of one window that must want more before a limit is raised, at least 1, so that no client can
 *     raise its own limit; default 2
 * @param windows recent windows that the median is taken over, at least 1; default 3
 * @param deadBand distance from the limit in force, as a share of it, within which nothing changes; 0 = none; default
 *     0.10
 * @param maxRaise the largest raise at once, as a share of the limit in force, above 0; default 0.10
 * @param maxRelief the largest raise at once while clients that want more are being refused; default 0.50
 * @param maxLower the largest cut at once, as a share of the limit in force, above 0 and below 1; default 0.20
 * @param floor no limit is tuned below this number, at least 1; one that is configured below stays where it is; default
 *     10
 * @param ceiling no limit is tuned above this number, at least the floor; one that is configured above stays where it is;
 *     default 500
 */
public record TuningPolicy(DemandQuantile quantile, double headroom, int minimumClients, int sharedBy, int windows,
        double deadBand, double maxRaise, double maxRelief, double maxLower, int floor, int ceiling) {
    /** The defaults that each component names. */
    public static final TuningPolicy DEFAULTS = new TuningPolicy(DemandQuantile.P99, 2.0, 20, 2, 3, 0.10, 0.10, 0.50,
            0.20, 10, 500);

    public TuningPolicy {
        require(headroom >= 1 && headroom <= 1000, "headroom must be 1 to 1000", headroom);
        require(minimumClients >= 0, "the minimum of clients must be at least 0", minimumClients);
        require(sharedBy >= 1, "demand must be shared by at least 1 client", sharedBy);
        require(windows >= 1 && windows <= 100, "windows must be 1 to 100", windows);
        require(deadBand >= 0 && deadBand < 1, "the dead band must be at least 0 and below 1", deadBand);
        require(maxRaise > 0 && maxRaise <= 1, "the largest raise must be above 0 and at most 1", maxRaise);
        require(maxRelief >= maxRaise && maxRelief <= 10, "relief must be at least the largest raise, at most 10",
                maxRelief);
        require(maxLower > 0 && maxLower < 1, "the largest cut must be above 0 and below 1", maxLower);
        require(floor >= 1, "the floor must be at least 1", floor);
        require(ceiling >= floor, "the ceiling must be at least the floor of " + floor, ceiling);
    }

    private static void require(boolean holds, String rule, Number value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", not " + value);
        }
    }

    public TuningPolicy withHeadroom(double newHeadroom) {
        return new TuningPolicy(quantile, newHeadroom, minimumClients, sharedBy, windows, deadBand, maxRaise,
                maxRelief, maxLower, floor, ceiling);
    }

    public TuningPolicy withMinimumClients(int newMinimum) {
        return new TuningPolicy(quantile, headroom, newMinimum, sharedBy, windows, deadBand, maxRaise, maxRelief,
                maxLower, floor, ceiling);
    }

    public TuningPolicy withBounds(int newFloor, int newCeiling) {
        return new TuningPolicy(quantile, headroom, minimumClients, sharedBy, windows, deadBand, maxRaise, maxRelief,
                maxLower, newFloor, newCeiling);
    }
}
