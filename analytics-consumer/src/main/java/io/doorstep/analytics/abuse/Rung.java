package io.doorstep.analytics.abuse;

import io.doorstep.events.SanctionStep;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rung of the ladder, from the lowest on. */
enum Rung {
    NONE(null, Duration.ZERO),
    WARNED(SanctionStep.WARNED, Duration.ofMinutes(10)),
    THROTTLED(SanctionStep.THROTTLED, Duration.ofHours(1)),
    BANNED_BRIEFLY(SanctionStep.BANNED, Duration.ofMinutes(10)),
    BANNED(SanctionStep.BANNED, Duration.ofHours(1)),
    BANNED_LONG(SanctionStep.BANNED, Duration.ofDays(1));

    private static final List<Rung> LADDER = List.of(values());

    private final @Nullable SanctionStep step;
    private final long lastsMs;

    Rung(@Nullable SanctionStep step, Duration lasts) {
        this.step = step;
        this.lastsMs = lasts.toMillis();
    }

    /** @throws IllegalStateException for {@link #NONE}, which is no sanction */
    SanctionStep step() {
        if (step == null) {
            throw new IllegalStateException("no sanction is on no rung");
        }
        return step;
    }

    long lastsMs() {
        return lastsMs;
    }

    boolean isBan() {
        return step == SanctionStep.BANNED;
    }

    /** So many rungs down, or {@link #NONE}. */
    Rung lower(long rungs) {
        return LADDER.get((int) Math.max(0, place() - rungs));
    }

    /**
     * So many rungs up for a new offence. Offences at once lead to the first ban at most: each longer one is for a client
     * that has had the one before.
     */
    Rung higher(long rungs) {
        int most = Math.max(place() + 1, BANNED_BRIEFLY.place());
        return LADDER.get((int) Math.min(Math.min(place() + rungs, most), BANNED_LONG.place()));
    }

    private int place() {
        return LADDER.indexOf(this);
    }
}
