package io.doorstep.analytics.topology.lifecycle;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/**
 * What is known of streams that have been started, and whether that calls for new ones. Kafka is well meanwhile: it
 * answers, and all topics are there.
 *
 * @param failure of a thread of theirs, in words; null where none has failed
 * @param changed an internal topic or one of the learner's that is gone or another one than at their start; null for none
 * @param hasTasks whether this instance is to do any of the work
 * @param beatAge since a task of theirs last did something
 * @param stuckFor how long the group has committed nothing though there is more to be read; 0 where it has
 */
record StreamsCondition(State state, @Nullable String failure, @Nullable String changed, boolean hasTasks,
        Duration beatAge, Duration stuckFor) {

    /**
     * In words, why they are to be closed and started anew; empty where they are not.
     *
     * @param patience that they have to start, and to go on
     */
    Optional<String> fault(Duration patience) {
        if (failure != null) {
            return Optional.of("a thread of the streams failed: " + failure);
        }
        if (state.hasCompletedShutdown() || state == State.PENDING_ERROR) {
            return Optional.of("the streams have ended (" + state + ")");
        }
        if (changed != null) {
            return Optional.of(changed);
        }
        if ((hasTasks || !state.equals(State.RUNNING)) && beatAge.compareTo(patience) > 0) {
            return Optional.of("the streams do nothing (" + state + ")");
        }
        return stuckFor.compareTo(patience) > 0
                ? Optional.of("the streams read nothing though there is more")
                : Optional.empty();
    }
}
