package io.doorstep.chat.webhook;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a call that was not taken is made again: at first after {@code first}, then after three times as long each time up to
 * {@code longest}, and of each wait some part between half and all, so that many that failed together do not come together.
 *
 * @param attempts calls of one message at most
 */
record RetrySchedule(int attempts, Duration first, Duration longest) {
    /** Ten calls, the last after 1.75 to 3.5 hours where the receiver asks for no longer waits. */
    static final RetrySchedule USUAL = new RetrySchedule(10, Duration.ofSeconds(5), Duration.ofHours(1));
    private static final int FACTOR = 3;

    /**
     * How long to wait for the next call; empty where there is none.
     *
     * @param made calls so far, 1 or more
     * @param notBefore what the receiver has asked for, which is kept to up to {@code longest}; null for nothing
     * @param chance 0 to 1
     */
    Optional<Duration> waitAfter(int made, @Nullable Duration notBefore, double chance) {
        if (made >= attempts) {
            return Optional.empty();
        }
        long wait = first.toMillis();
        for (int i = 1; i < made && wait < longest.toMillis(); i++) {
            wait *= FACTOR;
        }
        wait = Math.min(wait, longest.toMillis());
        long some = wait / 2 + (long) (wait / 2.0 * chance);
        long asked = notBefore == null ? 0 : Math.min(notBefore.toMillis(), longest.toMillis());
        return Optional.of(Duration.ofMillis(Math.max(some, asked)));
    }
}
