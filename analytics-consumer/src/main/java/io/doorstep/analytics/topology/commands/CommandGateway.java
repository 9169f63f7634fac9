package io.doorstep.analytics.topology.commands;

import io.doorstep.events.CommandAnswered;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.SanctionCommand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where operators' commands are handed in. */
public interface CommandGateway {

    /** Publishes a command and awaits its answer, for so long. */
    Outcome submit(LimitsCommand command, Duration patience);

    /** The same of a command about a client's sanctions. */
    Outcome submit(SanctionCommand command, Duration patience);

    /** What has become of a command, as far as it is remembered; null where nothing is known of it. */
    @Nullable
    Outcome find(String id);

    /** What has become of a command. */
    sealed interface Outcome {

        record Answered(CommandAnswered answer) implements Outcome {}

        /** It is published, and its answer is still to come. */
        record Pending() implements Outcome {}

        /** Kafka did not take it. The same command can be handed in again, by the same id. */
        record NotTaken(String reason) implements Outcome {}
    }
}
