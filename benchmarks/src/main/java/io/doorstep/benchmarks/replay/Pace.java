package io.doorstep.benchmarks.replay;

import java.time.Duration;

/**
 * How fast a trace is played.
 *
 * @param speed how many times faster than it was recorded; infinite for as fast as can be
 */
public record Pace(double speed) {
    public Pace {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("a speed is more than 0, not " + speed);
        }
    }

    /** How long {@code traceMs} milliseconds of the trace take, in nanoseconds. */
    public long nanos(long traceMs) {
        return (long) Math.min(Long.MAX_VALUE / 4.0, (double) traceMs / speed * 1e6);
    }

    public Duration duration(long traceMs) {
        return Duration.ofNanos(nanos(traceMs));
    }

    @Override
    public String toString() {
        if (Double.isInfinite(speed)) {
            return "as fast as can be";
        }
        if (speed == 1) {
            return "as recorded";
        }
        return speed == Math.rint(speed) ? "%,d times faster".formatted((long) speed) : speed + " times faster";
    }
}
