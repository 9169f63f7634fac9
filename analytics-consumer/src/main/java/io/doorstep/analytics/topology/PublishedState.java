package io.doorstep.analytics.topology;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is on the topics for the learner to go by: what it has published, with which its stores begin where their changelogs
 * are gone, and what the chat service was configured with.
 */
public interface PublishedState {
    /** Why nothing is tuned while {@link #configured} is null. */
    String NOT_CONFIGURED = "no instance of the chat service has said yet what it was configured with";

    /** Nothing was. */
    PublishedState NOTHING = new PublishedState() {

        @Override
        public @Nullable Limits configured() {
            return null;
        }

        @Override
        public NumberFloor floor() {
            return NumberFloor.NONE;
        }

        @Override
        public @Nullable LimitsRevised latest(Scope scope) {
            return null;
        }

        @Override
        public List<EventEnvelope> revisionsInForce() {
            return List.of();
        }

        @Override
        public @Nullable LimitsRevised revision(Scope scope, long number) {
            return null;
        }

        @Override
        public long sequence(String source) {
            return 0;
        }

        @Override
        public long lossyUpToMs() {
            return 0;
        }
    };

    /** What the chat service was configured with for everybody, as its latest instance says; null while none has said anything. */
    @Nullable
    Limits configured();

    /** The same for one scope: what its settings name, and those for everybody in all else. */
    default @Nullable Limits configured(Scope scope) {
        return configured();
    }

    /** Whether the settings of the chat service name this scope. A scope that they name is tuned on its own. */
    default boolean isNamed(Scope scope) {
        return scope.equals(Scope.DEFAULT);
    }

    NumberFloor floor();

    /** The revision of a scope that is in force; null where none is known. */
    @Nullable
    LimitsRevised latest(Scope scope);

    /** The revision in force of each scope that has one, as it was published. */
    List<EventEnvelope> revisionsInForce();

    /** An earlier revision of a scope; null where it is not known. */
    @Nullable
    LimitsRevised revision(Scope scope, long number);

    /** The highest number that sanctions of a source were published under; 0 for none. */
    long sequence(String source);

    /**
     * End of the window after the latest one of which events are known to be lost, in milliseconds since the epoch; 0 where
     * none is known.
     */
    long lossyUpToMs();
}
