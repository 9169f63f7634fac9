package io.doorstep.benchmarks.conversation;

import org.HdrHistogram.Histogram;

/**
 * What came of one round of talk.
 *
 * @param arrived messages, all that were sent
 * @param nanos from the first message to the arrival of the last
 * @param answers nanoseconds from each message to its answer: the echo, or the acknowledgement
 */
record Talk(long arrived, long nanos, Histogram answers) {

    double perSecond() {
        return arrived * 1e9 / nanos;
    }

    double millis(double percentile) {
        return answers.getValueAtPercentile(percentile) / 1e6;
    }
}
