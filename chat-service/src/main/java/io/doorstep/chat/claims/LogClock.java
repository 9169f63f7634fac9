package io.doorstep.chat.claims;

/**
 * The time of the log, guessed from the clock of the instance: a record is read some time after it was appended, so of the
 * latest records the one that came the fastest tells best. Not thread-safe.
 */
final class LogClock {
    private static final long PERIOD_MS = 30_000;
    private static final long NONE = Long.MIN_VALUE;

    private long before = NONE;
    private long latest = NONE;
    private long since;

    void read(long logMs, long nowMs) {
        if (latest == NONE || nowMs - since >= PERIOD_MS) {
            before = latest;
            latest = NONE;
            since = nowMs;
        }
        latest = Math.max(latest, logMs - nowMs);
    }

    /** @param otherwise where nothing was read yet */
    long now(long nowMs, long otherwise) {
        long ahead = Math.max(before, latest);
        return ahead == NONE ? otherwise : nowMs + ahead;
    }

    void forget() {
        before = NONE;
        latest = NONE;
    }
}
