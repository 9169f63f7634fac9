package io.doorstep.chat.limits;

import static io.doorstep.chat.Interleavings.explore;
import static io.doorstep.chat.Interleavings.require;
import static io.doorstep.chat.Interleavings.together;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators and the learner change at once, under all interleavings of two threads that Lincheck gets to. */
class EffectiveLimitsInterleavingTests {
    private static final SetBy OPERATOR = new SetBy("operator", Instant.EPOCH);

    @Test
    void aRevisionAndNumbersByHand_areBothKept() {
        LimitsRevised revision = new LimitsRevised(Scope.DEFAULT, 1, 0,
                Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, 70), "learner", "test", List.of());
        explore(() -> {
            EffectiveLimits limits = new EffectiveLimits(Limits.DEFAULTS, new LimitBounds(1, 1000));
            together(() -> limits.apply(revision),
                    () -> limits.override(new OverrideCommand.SetLimits(
                            before -> before.with(LimitName.MESSAGE_RATE, 7)), OPERATOR));
            require("by hand", limits.byDefault().limits().get(LimitName.MESSAGE_RATE), 7);
            require("revision", limits.byDefault().revision(), 1);
        });
    }

    @Test
    void neitherOfTwoSwitches_isLost() {
        OverrideCommand messages = new OverrideCommand.SwitchOff(LimitName.MESSAGE_RATE);
        OverrideCommand connections = new OverrideCommand.SwitchOff(LimitName.CONNECTION_RATE);
        explore(() -> {
            EffectiveLimits limits = new EffectiveLimits(Limits.DEFAULTS, new LimitBounds(1, 1000));
            together(() -> limits.override(messages, OPERATOR), () -> limits.override(connections, OPERATOR));
            require("switched off", limits.isOff(LimitName.MESSAGE_RATE) ? 1 : 0, 1);
            require("switched off", limits.isOff(LimitName.CONNECTION_RATE) ? 1 : 0, 1);
        });
    }
}
