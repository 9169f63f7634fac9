package io.doorstep.events;

/**
 * How a per-client count is spread over the clients of a window; each client weighs the same.
 *
 * @param max the largest count of any client
 */
public record Quantiles(double p50, double p90, double p99, double p999, double max) {
    /** No client at all. */
    public static final Quantiles NONE = new Quantiles(0, 0, 0, 0, 0);
}
