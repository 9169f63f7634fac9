package io.doorstep.chat.unanswered;

import java.time.Duration;
import java.time.Instant;

/** Whether an instance says that a conversation waits for long. */
enum WaitDecision {
    /** It has not waited for long enough. */
    NOT_YET,
    /** Another instance says so. */
    ANOTHERS,
    SAY,
    /** It has waited for so long that to say so now would be no help: that of before the service was set up, or stood still. */
    TOO_LATE;

    /** How long after it is due it is said at the latest. */
    static final Duration LATEST = Duration.ofDays(1);

    /**
     * @param since when the first message was written that nobody has answered; ahead of now where clocks differ
     * @param after how long a conversation waits before that is said
     * @param ours whether it is this instance's turn
     */
    static WaitDecision of(Instant since, Instant now, Duration after, boolean ours) {
        Duration waited = Duration.between(since, now);
        if (waited.compareTo(after) < 0) {
            return NOT_YET;
        }
        if (waited.compareTo(after.plus(LATEST)) > 0) {
            return TOO_LATE;
        }
        return ours ? SAY : ANOTHERS;
    }
}
