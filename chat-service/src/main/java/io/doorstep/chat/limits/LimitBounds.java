package io.doorstep.chat.limits;

import io.doorstep.chat.limiter.SlidingWindow;
import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * What this instance accepts from outside, whoever sends it.
 *
 * @param floor the smallest number of any limit, at least 1
 * @param ceiling the largest number of any limit
 */
public record LimitBounds(int floor, int ceiling) {
    public LimitBounds {
        if (floor < 1 || ceiling < floor) {
            throw new IllegalArgumentException(
                    "doorstep.limits: floor must be at least 1 and ceiling no less than floor, not "
                            + floor + " and " + ceiling);
        }
    }

    Limits clamp(Limits limits) {
        return new Limits(clamp(limits.connectionRate()), clamp(limits.messageRate()), clamp(limits.sessionCreation()),
                clamp(limits.connectionsPerClient()));
    }

    /**
     * What can run in shadow beside the effective limits: under their windows, and no number above theirs. Absent where that
     * would refuse nobody whom they let in.
     *
     * @param limits that have been clamped
     */
    @Nullable
    Limits candidate(@Nullable Limits wanted, Limits limits) {
        if (wanted == null) {
            return null;
        }
        Limits candidate = new Limits(beside(limits.connectionRate(), wanted.connectionRate()),
                beside(limits.messageRate(), wanted.messageRate()),
                beside(limits.sessionCreation(), wanted.sessionCreation()),
                Math.min(clamp(wanted.connectionsPerClient()), limits.connectionsPerClient()));
        return candidate.equals(limits) ? null : candidate;
    }

    private RateLimit beside(RateLimit inForce, RateLimit wanted) {
        return inForce.withLimit(Math.min(clamp(wanted.limit()), inForce.limit()));
    }

    private RateLimit clamp(RateLimit rate) {
        long window = Math.min(rate.windowMs(), SlidingWindow.MAX_AGE_MS);
        return new RateLimit(clamp(rate.limit()), window);
    }

    private int clamp(int number) {
        return Math.clamp(number, floor, ceiling);
    }
}
