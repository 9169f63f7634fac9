package io.doorstep.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants of the limits of a scope. The learner, which alone writes them, answers each with a
 * {@link CommandAnswered}.
 *
 * @param id of this command; one that comes again is answered again, and done once
 * @param action absent where this version does not know it
 * @param numbers of a pin: what to set each limit to; those that are not named stay as they are. Of an answer to proposals:
 *     the number that was proposed for each limit
 * @param toRevision of a roll back: the revision whose limits are to be in force again; absent: the one before
 * @param expectedRevision the command is refused unless this revision of the scope is in force; absent: whichever is
 * @param by name of the operator
 * @param reason in words, for people; absent where none was given
 */
public record LimitsCommand(String id, Scope scope, @Nullable Action action, Map<LimitName, Integer> numbers,
        @Nullable Long toRevision, @Nullable Long expectedRevision, String by, @Nullable String reason)
        implements Event {
    public LimitsCommand {
        Promise.name("id", id);
        Promise.present("scope", scope);
        Promise.present("numbers", numbers);
        Promise.name("by", by);
        Promise.optionalSentence("reason", reason);
        numbers = Map.copyOf(numbers);
    }

    public enum Action {
        PIN,
        UNPIN,
        ROLL_BACK,
        FREEZE,
        THAW,
        /** Take what the learner proposes. */
        ACCEPT,
        /** Be proposed no such number again. */
        DISMISS
    }

    @Override
    public String key() {
        return scope.name();
    }
}
