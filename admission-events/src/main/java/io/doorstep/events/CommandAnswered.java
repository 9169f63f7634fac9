package io.doorstep.events;

import io.doorstep.events.LimitsCommand.Action;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link LimitsCommand} or a {@link SanctionCommand}.
 *
 * @param id of the command
 * @param scope of the command; {@code client:…} where it was about a client's sanctions
 * @param action absent where it was about sanctions, and where this version does not know it
 * @param accepted whether it was done
 * @param revision the revision of the scope that is in force now: the one the command made, where it changed something
 * @param reason in words, for people
 * @param by name of the operator
 */
public record CommandAnswered(String id, Scope scope, @Nullable Action action, boolean accepted,
        long revision, String reason, String by) implements Event {

    public CommandAnswered {
        Promise.name("id", id);
        Promise.present("scope", scope);
        Promise.atLeast(0, "revision", revision);
        Promise.sentence("reason", reason);
        Promise.name("by", by);
    }

    @Override
    public String key() {
        return scope.name();
    }
}
