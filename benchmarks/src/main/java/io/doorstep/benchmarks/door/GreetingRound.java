package io.doorstep.benchmarks.door;

/**
 * What came of one round of connecting, hearing the first frame and closing.
 *
 * @param completed within the round
 * @param failed sockets that were refused or broke
 * @param seconds the round took
 * @param cpuSeconds processor time the server used
 */
record GreetingRound(long completed, long failed, double seconds, double cpuSeconds) {

    double perSecond() {
        return completed / seconds;
    }

    double cpuMicros() {
        return cpuSeconds * 1e6 / completed;
    }
}
