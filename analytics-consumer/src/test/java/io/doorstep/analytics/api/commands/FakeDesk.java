package io.doorstep.analytics.api.commands;

import io.doorstep.analytics.topology.commands.CommandGateway;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.SanctionCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes the commands, and says what it is told to say. */
final class FakeDesk implements CommandGateway {
    final List<LimitsCommand> commands = new ArrayList<>();
    final List<SanctionCommand> orders = new ArrayList<>();
    @Nullable
    Outcome outcome = new Outcome.Pending();

    @Override
    public Outcome submit(LimitsCommand command, Duration patience) {
        commands.add(command);
        return outcome == null ? new Outcome.Pending() : outcome;
    }

    @Override
    public Outcome submit(SanctionCommand command, Duration patience) {
        orders.add(command);
        return outcome == null ? new Outcome.Pending() : outcome;
    }

    @Override
    public @Nullable Outcome find(String id) {
        return outcome;
    }
}
