package io.doorstep.benchmarks.evaluation;

/** The best static limit for a mix, found once all of it is known: the lowest that rejects few enough legit attempts. */
final class Hindsight {
    private static final int HIGHEST = 500;

    private Hindsight() {}

    /** @param share of legit attempts that may be rejected; where no limit rejects so few, the highest is taken */
    static StaticLimit best(Mix mix, double share) {
        int low = 1;
        int high = HIGHEST;
        while (low < high) {
            int middle = (low + high) / 2;
            if (VirtualRun.of(mix, StaticLimit.of(mix.limit(), middle)).legit().rejectedShare() <= share) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return new StaticLimit("hindsight " + low, mix.limit(), low);
    }
}
