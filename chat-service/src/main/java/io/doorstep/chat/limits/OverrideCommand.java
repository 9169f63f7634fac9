package io.doorstep.chat.limits;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsOverridden.Change;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What an operator wants to be otherwise on this instance. */
public sealed interface OverrideCommand {
    /** The limits that can be switched off. The others bound what comes in when everything else fails. */
    Set<LimitName> SWITCHES = Set.of(LimitName.CONNECTION_RATE, LimitName.MESSAGE_RATE, LimitName.SESSION_CREATION);

    Change kind();

    /** The limit that is switched; absent where the numbers change. */
    default @Nullable LimitName limitName() {
        return null;
    }

    /** @param change is given the effective limits by default; what it returns holds in all scopes */
    record SetLimits(UnaryOperator<Limits> change) implements OverrideCommand {

        @Override
        public Change kind() {
            return Change.SET;
        }
    }

    /** Takes back all that operators have changed. */
    record Release() implements OverrideCommand {

        @Override
        public Change kind() {
            return Change.RELEASED;
        }
    }

    /** @param limitName one of {@link #SWITCHES} */
    record SwitchOff(LimitName limitName) implements OverrideCommand {
        public SwitchOff {
            requireSwitch(limitName);
        }

        @Override
        public Change kind() {
            return Change.SWITCHED_OFF;
        }
    }

    /** @param limitName one of {@link #SWITCHES} */
    record SwitchOn(LimitName limitName) implements OverrideCommand {
        public SwitchOn {
            requireSwitch(limitName);
        }

        @Override
        public Change kind() {
            return Change.SWITCHED_ON;
        }
    }

    private static void requireSwitch(LimitName limitName) {
        if (!SWITCHES.contains(limitName)) {
            throw new IllegalArgumentException(limitName + " has no switch");
        }
    }
}
