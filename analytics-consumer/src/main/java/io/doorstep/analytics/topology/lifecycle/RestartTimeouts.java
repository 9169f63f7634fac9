package io.doorstep.analytics.topology.lifecycle;

import java.time.Duration;

/**
 * How long streams may take to begin, or to go on, before they are replaced; and how long after they were. Both grow while
 * it does not help, so that a slow Kafka is not kept from ever getting there. For one thread.
 */
final class RestartTimeouts {
    private static final long FIRST_WAIT = Duration.ofSeconds(15).toNanos();
    private static final long LONGEST_WAIT = Duration.ofMinutes(5).toNanos();
    private static final long FIRST_PAUSE = Duration.ofMillis(500).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(10).toNanos();
    /** Streams that have run for so long were worth starting. */
    private static final long HEALED = Duration.ofMinutes(1).toNanos();

    private long wait = FIRST_WAIT;
    private long pause = FIRST_PAUSE;
    private boolean well;
    private long wellSince;
    private long failedAt = System.nanoTime() - HEALED;

    /** Whether Kafka is well. While it is not, and for a while afterwards, nobody can be blamed for doing nothing. */
    void isWell(boolean now, long nanos) {
        if (now && !well) {
            wellSince = nanos;
        }
        well = now;
        if (now && nanos - failedAt > HEALED) {
            wait = FIRST_WAIT;
            pause = FIRST_PAUSE;
        }
    }

    /** They are replaced since their topics are others: no fault of theirs, whatever came of it. */
    void interrupted(long nanos) {
        failedAt = nanos;
    }

    void failed(long nanos) {
        if (nanos - failedAt < HEALED) {
            wait = Math.min(LONGEST_WAIT, 2 * wait);
            pause = Math.min(LONGEST_PAUSE, 2 * pause);
        }
        failedAt = nanos;
    }

    boolean mayStart(long nanos) {
        return nanos - failedAt >= pause;
    }

    /** How long the streams may have done nothing by now. */
    Duration toWait(long nanos) {
        long sinceWell = nanos - wellSince;
        return Duration.ofNanos(sinceWell < wait ? Long.MAX_VALUE : wait);
    }
}
