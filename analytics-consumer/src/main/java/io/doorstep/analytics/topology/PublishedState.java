package io.doorstep.analytics.topology;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the learner has published, as it was read back: what its stores begin with where their changelogs are gone. */
public interface PublishedState {
    /** Nothing was. */
    PublishedState NOTHING = new PublishedState() {

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
