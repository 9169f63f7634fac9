package io.doorstep.chat.limits;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsOverridden;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an {@link OverrideCommand}.
 *
 * @param limitName the limit that was switched; absent where the numbers were changed
 * @param inForce the effective limits by default from now on
 * @param switchedOff the limits that are not enforced from now on
 */
public record OverrideChange(LimitsOverridden.Change kind, @Nullable LimitName limitName, Limits inForce,
        List<LimitName> switchedOff) {
    public OverrideChange {
        switchedOff = List.copyOf(switchedOff);
    }
}
