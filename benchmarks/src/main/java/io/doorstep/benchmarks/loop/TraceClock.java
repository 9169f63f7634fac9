package io.doorstep.benchmarks.loop;

import io.doorstep.benchmarks.replay.Pace;
import java.time.Duration;

/**
 * The time of the trace, and the time of the stack that it is played against.
 *
 * @param startMs when the trace begins, in milliseconds since the epoch: at the beginning of a window
 * @param windowMs length of the stack's windows
 */
record TraceClock(long startMs, long windowMs, Pace pace) {

    /** The next beginning of a window that leaves time to get ready. */
    static TraceClock after(long nowMs, long windowMs, Pace pace) {
        return new TraceClock((nowMs / windowMs + 1) * windowMs, windowMs, pace);
    }

    /** Since the beginning of the trace. */
    Duration traceTime(long epochMs) {
        return Duration.ofMillis(Math.round((epochMs - startMs) * pace.speed()));
    }

    /** The end of a window in the time of the trace. */
    Duration windowEnd(long windowStartMs) {
        return traceTime(windowStartMs + windowMs);
    }
}
