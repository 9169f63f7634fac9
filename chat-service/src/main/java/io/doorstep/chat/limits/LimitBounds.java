package io.doorstep.chat.limits;

import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;

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

    private RateLimit clamp(RateLimit rate) {
        long window = Math.min(rate.windowMs(), SlidingWindow.MAX_AGE_MS);
        return new RateLimit(clamp(rate.limit()), window);
    }

    private int clamp(int number) {
        return Math.clamp(number, floor, ceiling);
    }
}
