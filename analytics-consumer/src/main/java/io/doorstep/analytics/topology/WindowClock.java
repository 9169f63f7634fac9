package io.doorstep.analytics.topology;

import java.time.Duration;

/**
 * Decides when one partition has seen all of a window: when its events have moved past the end by the grace, or, so that
 * quiet traffic reports as well, when the clock on the wall has and the partition is read up to the present. It is read
 * up to the present if its latest event was fresh, or if none came for a while.
 */
final class WindowClock {
    /** After a start, the first records need this long to come from the broker. */
    static final Duration FIRST_RECORDS = Duration.ofSeconds(2);

    private final long windowMs;
    private final long graceMs;
    private long eventTime;
    private long quietSince;
    private boolean fresh;
    private long closedUpTo;

    WindowClock(Duration window, Duration grace, long now) {
        this.windowMs = window.toMillis();
        this.graceMs = grace.toMillis();
        this.quietSince = now + FIRST_RECORDS.toMillis() - graceMs;
    }

    long startOf(long time) {
        return time - Math.floorMod(time, windowMs);
    }

    /** Takes notice of an event; false where its window has been closed. */
    boolean observe(long time, long now) {
        eventTime = Math.max(eventTime, time);
        fresh = now - time <= graceMs;
        quietSince = Math.max(quietSince, now);
        return time >= closedUpTo;
    }

    /** Closes what can be closed: all windows that end at or before the result, which never goes back. */
    long close(long now) {
        long complete = fresh || now - quietSince >= graceMs ? Math.max(eventTime, now) : eventTime;
        closedUpTo = Math.max(closedUpTo, startOf(Math.max(0, complete - graceMs)));
        return closedUpTo;
    }
}
