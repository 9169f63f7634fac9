package io.doorstep.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator changed by hand what the publishing instance enforces, whatever has been configured or learned.
 *
 * @param operator name of the operator
 * @param limitName the limit that was switched; absent where the numbers were changed
 * @param limits the effective limits in the default scope from now on
 * @param switchedOff the limits that are not enforced from now on
 */
public record LimitsOverridden(String operator, Change change, @Nullable LimitName limitName, Limits limits,
        List<LimitName> switchedOff) implements Event {
    public LimitsOverridden {
        Promise.name("operator", operator);
        Promise.present("change", change);
        Promise.present("limits", limits);
        Promise.present("switched_off", switchedOff);
        switchedOff = List.copyOf(switchedOff);
    }

    /** What was done. */
    public enum Change {
        /** Numbers were put in force in all scopes. */
        SET,
        /** Everything that was changed by hand was taken back. */
        RELEASED,
        /** A limit is not enforced. */
        SWITCHED_OFF,
        /** A limit is enforced again. */
        SWITCHED_ON
    }

    @Override
    public String key() {
        return operator;
    }
}
