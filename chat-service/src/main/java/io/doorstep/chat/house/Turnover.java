package io.doorstep.chat.house;

import java.time.Duration;

/**
 * How often places become free, from how long sockets have stayed: those that ended, divided by the time that all have been
 * there (the estimate of a constant hazard, with those who are still there). Of those that ended one standard deviation is left
 * out, the root of their number. What is long past counts less. Not thread-safe.
 */
final class Turnover {
    /** Expected before anything has been seen. */
    private static final Duration USUAL_STAY = Duration.ofMinutes(2);
    /** How much that counts: as so many sockets that ended. */
    private static final double WEIGHT = 5;
    /** After it what was seen counts for the e-th part. */
    private static final Duration MEMORY = Duration.ofMinutes(10);
    /** Fewer are promised than are expected, so that those who come in time find a place. */
    private static final double CAUTION = 0.85;

    private double ended;
    private double socketSeconds;

    /**
     * @param count sockets that ended since the last call
     * @param sockets that are there
     * @param elapsed since the last call
     */
    void observe(long count, int sockets, Duration elapsed) {
        double seconds = elapsed.toMillis() / 1000.0;
        double kept = Math.exp(-seconds * 1000 / MEMORY.toMillis());
        ended = ended * kept + count;
        socketSeconds = socketSeconds * kept + sockets * seconds;
    }

    /** Places that may be promised in a second, of so many that are taken; more than 0. */
    double perSecond(int taken) {
        double seen = ended + WEIGHT;
        double hazard = (seen - Math.sqrt(seen)) / (socketSeconds + WEIGHT * USUAL_STAY.toSeconds());
        return CAUTION * hazard * Math.max(1, taken);
    }
}
