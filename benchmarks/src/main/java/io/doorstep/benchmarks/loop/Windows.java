package io.doorstep.benchmarks.loop;

import io.doorstep.benchmarks.replay.Pace;
import java.time.Duration;

/**
 * The windows of the default settings in compressed time, so that each limit means to the trace what it means at its own
 * pace.
 *
 * @param grace how long a window waits for events on their way; not compressed, since they take as long as ever
 */
record Windows(Pace pace, Duration grace) {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration MESSAGES = Duration.ofMinutes(1);
    private static final Duration SESSIONS = Duration.ofHours(1);
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final int EXPLANATIONS = 200;
    /** The shortest window that a service takes. */
    private static final long LEAST_MS = 1000;

    /** Of the learner, and of the connection rate. */
    long windowMs() {
        return ms(WINDOW);
    }

    boolean areLongEnough() {
        return windowMs() >= LEAST_MS;
    }

    String[] ofDoor() {
        return new String[]{"doorstep.limits.connection-rate.window=" + window(WINDOW),
                "doorstep.limits.message-rate.window=" + window(MESSAGES),
                "doorstep.limits.session-creation.window=" + window(SESSIONS),
                "doorstep.pool.idle-timeout=" + ms(IDLE) + "ms",
                "doorstep.flood.explanations-per-second=" + (int) Math.ceil(EXPLANATIONS * pace.speed())};
    }

    String[] ofLearner() {
        return new String[]{"doorstep.tuning.window=" + windowMs() + "ms",
                "doorstep.tuning.grace=" + grace.toMillis() + "ms", "doorstep.tuning.accept=lower"};
    }

    /** No service takes a shorter one than a second: from 60 times on, messages have more time than their own. */
    private String window(Duration real) {
        return Math.max(LEAST_MS, ms(real)) + "ms";
    }

    private long ms(Duration real) {
        return Math.max(1, pace.duration(real.toMillis()).toMillis());
    }
}
