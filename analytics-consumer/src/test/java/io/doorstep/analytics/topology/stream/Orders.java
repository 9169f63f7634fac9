package io.doorstep.analytics.topology.stream;

import io.doorstep.events.CommandAnswered;
import io.doorstep.events.Event;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionCommand;
import io.doorstep.events.SanctionCommand.Order;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import java.time.Instant;
import java.util.List;

/** What operators order, and what they are answered. */
final class Orders {
    private Orders() {}

    static SanctionCommand impose(String id, String client, SanctionStep step, Instant until) {
        return new SanctionCommand(id, client, Order.IMPOSE, step, until.toEpochMilli(), "ada", "because");
    }

    static SanctionCommand exempt(String id, String client, Instant until) {
        return new SanctionCommand(id, client, Order.EXEMPT, null, until.toEpochMilli(), "ada", "because");
    }

    static SanctionCommand lift(String id, String client) {
        return new SanctionCommand(id, client, Order.LIFT, null, null, "ada", "because");
    }

    static Sanction sanction(String client, Instant since) {
        long sinceMs = since.toEpochMilli();
        return new Sanction(client, SanctionRule.HAMMERING, SanctionStep.BANNED, true, null, sinceMs, sinceMs + 600_000,
                sinceMs + 30_000, List.of(), null, null);
    }

    /** Whether each was accepted, and why. */
    static List<String> answers(List<Event> log) {
        return log.stream().map(CommandAnswered.class::cast).map(answer -> answer.accepted() + " " + answer.reason())
                .toList();
    }
}
