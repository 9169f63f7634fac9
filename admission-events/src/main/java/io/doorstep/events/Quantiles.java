package io.doorstep.events;

/**
 * How a per-client count is spread over the clients of a window; each client weighs the same.
 *
 * @param max the largest count of any client
 */
public record Quantiles(double p50, double p90, double p99, double p999, double max) {
    /** No client at all. */
    public static final Quantiles NONE = new Quantiles(0, 0, 0, 0, 0);

    public Quantiles {
        if (!isCount(p50) || !isCount(p90) || !isCount(p99) || !isCount(p999) || !isCount(max)) {
            throw new IllegalArgumentException("a quantile of counts is a finite number from 0");
        }
    }

    private static boolean isCount(double value) {
        return value >= 0 && value < Double.POSITIVE_INFINITY;
    }
}
