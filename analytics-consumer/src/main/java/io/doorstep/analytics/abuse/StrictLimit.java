package io.doorstep.analytics.abuse;

import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import org.jspecify.annotations.Nullable;

/**
 * The number of connections per window that a throttled client has: the candidate of the learner, which is what good
 * clients were seen to need, or where there is none the deepest that it would try.
 */
public final class StrictLimit {
    private StrictLimit() {}

    /**
     * @param latest revision of everybody's limits; null for none
     * @param depth share of the configured number below which no candidate goes
     * @return at least 1, and never more than everybody has
     */
    public static int of(@Nullable LimitsRevised latest, Limits configured, double depth) {
        int everybodys = (latest == null ? configured : latest.limits()).connectionRate().limit();
        Limits candidate = latest == null ? null : latest.candidate();
        int strict = candidate == null
                ? (int) Math.round(configured.connectionRate().limit() * depth)
                : candidate.connectionRate().limit();
        return Math.clamp(strict, 1, everybodys);
    }
}
