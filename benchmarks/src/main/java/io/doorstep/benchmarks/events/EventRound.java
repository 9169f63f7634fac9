package io.doorstep.benchmarks.events;

/**
 * One round of one contender.
 *
 * @param nanos from the first event until the last was acknowledged
 * @param cpuNanos processor time of this process
 * @param brokerNanos processor time of the broker
 */
record EventRound(long events, long nanos, long cpuNanos, long brokerNanos) {

    double perSecond() {
        return events * 1e9 / nanos;
    }

    double cpuMicros() {
        return cpuNanos / 1e3 / events;
    }

    double brokerMicros() {
        return brokerNanos / 1e3 / events;
    }
}
