package io.doorstep.analytics.abuse;

import io.doorstep.events.SanctionCommand;
import io.doorstep.events.SanctionStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of an operator's command about the sanctions of a client. */
public final class SanctionOrders {
    /** No sanction and no exemption of an operator's lasts longer. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private SanctionOrders() {}

    /**
     * @param accepted whether it is to be done
     * @param reason in words, for people
     */
    public record Decision(boolean accepted, String reason) {}

    /** @param nowMs milliseconds since the epoch */
    public static Decision decide(SanctionCommand command, long nowMs) {
        SanctionCommand.Order order = command.order();
        if (order == null) {
            return refused("the order is not known to this version");
        }
        if (command.reason().isBlank()) {
            return refused("an order needs a reason");
        }
        return switch (order) {
            case LIFT -> accepted(command, "lifted");
            case EXEMPT -> until(command, nowMs, "exempt");
            case IMPOSE -> {
                SanctionStep step = command.step();
                yield step == null || step == SanctionStep.LIFTED
                        ? refused("a sanction is warned, throttled or banned")
                        : until(command, nowMs, step.name().toLowerCase(Locale.ROOT));
            }
        };
    }

    private static Decision until(SanctionCommand command, long nowMs, String what) {
        @Nullable
        Long untilMs = command.untilMs();
        if (untilMs == null || untilMs <= nowMs) {
            return refused("an order that lasts needs an end that is still to come");
        }
        if (untilMs > nowMs + LONGEST.toMillis()) {
            return refused("an order lasts at most " + LONGEST.toDays() + " days");
        }
        return accepted(command, what + " until " + Instant.ofEpochMilli(untilMs));
    }

    private static Decision accepted(SanctionCommand command, String what) {
        return new Decision(true, what + ": " + command.reason());
    }

    private static Decision refused(String why) {
        return new Decision(false, why);
    }
}
