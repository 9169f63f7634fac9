package io.doorstep.analytics.topology.stream;

import java.time.Duration;

/**
 * Decides when one partition has seen all of a window: when its events have moved past the end by the grace, or, so that
 * quiet traffic reports as well, when the clock on the wall has and the partition is read up to the present. It is read
 * up to the present if all has been read that Kafka has, and the latest event was fresh or none came for a while. The clock on the wall counts only up to
 * Kafka's last answer: while Kafka is away nothing is known, and what happened meanwhile is still to come.
 */
final class WindowClock {
    /** After a start or an outage, the first records need this long to come. */
    static final Duration FIRST_RECORDS = Duration.ofSeconds(5);
    /** A silence of Kafka that is an outage. */
    static final Duration OUTAGE = Duration.ofSeconds(2);

    private final long windowMs;
    private final long graceMs;
    private long eventTime;
    private long quietSince;
    private boolean fresh;
    private long closedUpTo;

    WindowClock(Duration window, Duration grace, long now) {
        this.windowMs = window.toMillis();
        this.graceMs = grace.toMillis();
        awaitFirstRecords(now);
    }

    private void awaitFirstRecords(long now) {
        fresh = false;
        quietSince = now + FIRST_RECORDS.toMillis() - graceMs;
    }

    long startOf(long time) {
        return time - Math.floorMod(time, windowMs);
    }

    /** Takes notice of an event; false where its window has been closed. */
    boolean observe(long time, long now) {
        eventTime = Math.max(eventTime, time);
        fresh = now - time <= graceMs;
        quietSince = Math.max(quietSince, now);
        return isOpen(time);
    }

    /** Whether the window of an instant has not been closed. */
    boolean isOpen(long time) {
        return time >= closedUpTo;
    }

    /** Whether nothing came for so long. */
    boolean isSilent(long now, long forMs) {
        return now - quietSince >= forMs;
    }

    /**
     * Closes what can be closed: all windows that end at or before the result, which never goes back.
     *
     * @param answered when Kafka last answered, in milliseconds since the epoch
     * @param isRead whether all has been read that was there then
     */
    long close(long now, long answered, boolean isRead) {
        if (now - answered > OUTAGE.toMillis()) {
            awaitFirstRecords(now);
        }
        boolean isPresent = isRead && (fresh || now - quietSince >= graceMs);
        long complete = isPresent ? Math.max(eventTime, Math.min(now, answered)) : eventTime;
        closedUpTo = Math.max(closedUpTo, startOf(Math.max(0, complete - graceMs)));
        return closedUpTo;
    }
}
