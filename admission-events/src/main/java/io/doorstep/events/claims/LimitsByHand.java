package io.doorstep.events.claims;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that operators have changed by hand. Of two, that with the later version is in force.
 *
 * @param version when it was changed, in milliseconds since the epoch, and later than the version before
 * @param limits the effective limits in all scopes; absent: the learned ones are
 * @param limitsBy who set them; absent where they are
 * @param off the limits that are not enforced, and who switched each off
 */
public record LimitsByHand(long version, @Nullable Limits limits, @Nullable Operator limitsBy,
        Map<LimitName, Operator> off) {
    public LimitsByHand {
        off = off == null ? Map.of() : Map.copyOf(off);
        if ((limits == null) != (limitsBy == null)) {
            throw new IllegalArgumentException("limits are set by somebody");
        }
    }

    /** @param sinceMs when, in milliseconds since the epoch */
    public record Operator(String name, long sinceMs) {}
}
