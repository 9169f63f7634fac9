package io.doorstep.benchmarks.evaluation;

import io.doorstep.benchmarks.tables.TimeText;

/**
 * A time without a learner.
 *
 * @param fromMs since the beginning of the mix, in milliseconds
 * @param toMs when it is back; {@code fromMs} for no such time
 */
record Away(long fromMs, long toMs) {
    static final Away NEVER = new Away(0, 0);

    /** @throws IllegalArgumentException where it is not written like {@code 2h-5h} */
    static Away parse(String text) {
        String[] ends = text.split("-", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException(text + " is not a time FROM-TO, such as 2h-5h");
        }
        return new Away(TimeText.parse(ends[0]).toMillis(), TimeText.parse(ends[1]).toMillis());
    }

    boolean isAt(long timeMs) {
        return timeMs >= fromMs && timeMs < toMs;
    }

    /** Whether what nobody renews has lapsed. */
    boolean lapses(long timeMs, long leaseMs) {
        return isAt(timeMs) && timeMs >= fromMs + leaseMs;
    }
}
