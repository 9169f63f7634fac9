package io.doorstep.chat.sanction;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether the learner still renews its sanctions. It renews within a third of a lease; whoever waits a quarter longer than
 * that has missed a renewal. Not thread-safe.
 */
final class LearnerSilence {
    private static final int RENEWALS_IN_A_LEASE = 3;
    private static final int SLACK = 4;

    private long heardMs = Long.MIN_VALUE;
    private long dueMs = Long.MAX_VALUE;
    private long restrictsUntilMs = Long.MIN_VALUE;
    private long lapsed;

    /**
     * A sanction was published.
     *
     * @param publishedMs when, in milliseconds since the epoch
     * @param leaseUntilMs when it lapses unless it is renewed
     * @param untilMs when it ends; 0 where it restricts nobody
     */
    void onHeard(long publishedMs, long leaseUntilMs, long untilMs) {
        if (publishedMs >= heardMs) {
            heardMs = publishedMs;
            lapsed = 0;
            long renewal = Math.max(0, leaseUntilMs - publishedMs) / RENEWALS_IN_A_LEASE;
            dueMs = untilMs == 0 ? dueMs : publishedMs + renewal + renewal / SLACK;
        }
        restrictsUntilMs = Math.max(restrictsUntilMs, untilMs);
    }

    /** A sanction was dropped, since its lease had passed. */
    void onLapsed() {
        lapsed++;
    }

    /**
     * In words, since when nothing has been renewed and what came of it; empty where all is renewed, or nothing that was
     * imposed would last until now.
     *
     * @param held sanctions that restrict clients now
     */
    Optional<String> inWords(long nowMs, long held) {
        if (nowMs <= dueMs || nowMs >= restrictsUntilMs || held + lapsed == 0) {
            return Optional.empty();
        }
        return Optional.of("the learner has been silent since " + Instant.ofEpochMilli(heardMs)
                + ": sanctions that lapse unless it renews them: " + held + ", that have lapsed: " + lapsed);
    }
}
