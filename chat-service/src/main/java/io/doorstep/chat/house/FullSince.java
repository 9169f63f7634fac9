package io.doorstep.chat.house;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Since when somebody has again and again found no room: the first of a series with less than a minute between any two. Thread-safe. */
final class FullSince {
    /** After it the house was not full in between. */
    static final Duration APART = Duration.ofMinutes(1);

    private volatile @Nullable Series series;

    private record Series(long firstMs, long lastMs) {
        boolean isOver(long nowMs) {
            return nowMs - lastMs >= APART.toMillis();
        }
    }

    /** Somebody finds no room now. Of several at once any may be the last. */
    void on(long nowMs) {
        Series before = series;
        series = new Series(before == null || before.isOver(nowMs) ? nowMs : before.firstMs, nowMs);
    }

    /** In milliseconds since the epoch; absent where nobody has found no room lately. */
    @Nullable
    Long at(long nowMs) {
        Series latest = series;
        return latest == null || latest.isOver(nowMs) ? null : latest.firstMs;
    }
}
