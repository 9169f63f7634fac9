package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link LimitsCommand}.
 *
 * @param id of the command
 * @param accepted whether it was done
 * @param revision the revision of the scope that is in force now: the one the command made, where it changed something
 * @param reason in words, for people
 * @param by name of the operator
 */
public record CommandAnswered(String id, Scope scope, LimitsCommand.@Nullable Action action, boolean accepted,
        long revision, String reason, String by) implements Event {

    @Override
    public String key() {
        return scope.name();
    }
}
