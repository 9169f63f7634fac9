package io.doorstep.benchmarks.door;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** How long those inside had to wait, from when they meant to begin, so that a stalled server is not flattered. */
final class Latencies {
    private static final long LONGEST = Duration.ofMinutes(2).toNanos();
    private static final int DIGITS = 3;

    final Histogram greeting = new Histogram(LONGEST, DIGITS);
    final Histogram acknowledgement = new Histogram(LONGEST, DIGITS);
    final Histogram both = new Histogram(LONGEST, DIGITS);
    /** Those who were refused, not answered, or whose socket broke. */
    long failed;

    void add(Latencies other) {
        greeting.add(other.greeting);
        acknowledgement.add(other.acknowledgement);
        both.add(other.both);
        failed += other.failed;
    }
}
