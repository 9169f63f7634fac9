package io.doorstep.benchmarks.reconciliation;

import io.doorstep.benchmarks.tables.Medians;
import java.util.List;

/**
 * How the heap that is left after a collection has changed, after a first third in which everything warms up.
 *
 * @param before median of the second third, in bytes
 * @param after median of the last third, in bytes
 */
public record HeapTrend(double before, double after) {
    private static final double TOLERANCE = 0.1;
    /** In each third. */
    private static final int FEWEST = 3;

    static boolean isToBeSeen(List<Long> heaps) {
        return heaps.size() >= 3 * FEWEST;
    }

    /** @param heaps in the order they were measured, enough of them */
    static HeapTrend of(List<Long> heaps) {
        if (!isToBeSeen(heaps)) {
            throw new IllegalArgumentException("a trend needs " + 3 * FEWEST + " measurements, not " + heaps.size());
        }
        int size = heaps.size();
        int third = size / 3;
        return new HeapTrend(median(heaps.subList(size - 2 * third, size - third)),
                median(heaps.subList(size - third, size)));
    }

    private static double median(List<Long> heaps) {
        return Medians.of(heaps.stream().mapToDouble(Long::doubleValue).toArray());
    }

    /** The heap has not grown; information alone where there are too few measurements. */
    public static Check check(String whose, List<Long> heaps) {
        String what = "heap of %s after collections, second and last third".formatted(whose);
        if (!isToBeSeen(heaps)) {
            return Check.info(what, "too few measurements");
        }
        HeapTrend trend = of(heaps);
        return new Check(what, "flat", trend.toString(), trend.isFlat());
    }

    boolean isFlat() {
        return after <= before * (1 + TOLERANCE);
    }

    @Override
    public String toString() {
        return "%.1f MB, then %.1f MB".formatted(before / 1e6, after / 1e6);
    }
}
