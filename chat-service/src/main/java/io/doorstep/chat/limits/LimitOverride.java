package io.doorstep.chat.limits;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What operators have changed by hand on this instance, on top of what was configured or learned.
 *
 * @param numbers the effective limits in all scopes; absent: the learned ones are
 * @param off the limits that are not enforced
 */
public record LimitOverride(@Nullable Numbers numbers, Map<LimitName, SetBy> off) {
    /** Nothing. */
    public static final LimitOverride NONE = new LimitOverride(null, Map.of());

    public LimitOverride {
        Map<LimitName, SetBy> copy = new EnumMap<>(LimitName.class);
        copy.putAll(off);
        off = Collections.unmodifiableMap(copy);
    }

    public record Numbers(Limits limits, SetBy by) {}

    /** @param inForce the effective limits by default before */
    LimitOverride after(OverrideCommand command, SetBy by, Limits inForce) {
        return switch (command) {
            case OverrideCommand.SetLimits(var change) ->
                new LimitOverride(new Numbers(change.apply(inForce), by), off);
            case OverrideCommand.Release() -> NONE;
            case OverrideCommand.SwitchOff(LimitName name) -> {
                Map<LimitName, SetBy> more = new EnumMap<>(LimitName.class);
                more.putAll(off);
                more.putIfAbsent(name, by);
                yield new LimitOverride(numbers, more);
            }
            case OverrideCommand.SwitchOn(LimitName name) -> {
                Map<LimitName, SetBy> less = new EnumMap<>(LimitName.class);
                less.putAll(off);
                less.remove(name);
                yield new LimitOverride(numbers, less);
            }
        };
    }
}
