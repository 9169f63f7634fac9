package io.doorstep.benchmarks.door;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** What became of attempts at several instances, and how long those who were let in had to wait since they were due. */
final class Attempts {
    private static final long LONGEST = Duration.ofMinutes(2).toNanos();
    private static final int DIGITS = 3;

    final Histogram waits = new Histogram(LONGEST, DIGITS);
    long made;
    /** With an error frame and a close. */
    long rejected;
    /** Before the upgrade, by an HTTP status. */
    long turnedAway;
    /** Without any answer. */
    long broken;

    long admitted() {
        return waits.getTotalCount();
    }

    String millis(double percentile) {
        return admitted() == 0 ? "–" : "%.1f".formatted(waits.getValueAtPercentile(percentile) / 1e6);
    }

    @Override
    public String toString() {
        return "%,d attempts: %,d admitted, %,d rejected, %,d turned away before the upgrade, %,d broken".formatted(
                made,
                admitted(), rejected, turnedAway, broken);
    }
}
