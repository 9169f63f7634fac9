package io.doorstep.events.topics;

import io.doorstep.events.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one topic was found. */
sealed interface TopicState {

    /** What is not as the contract has it, in words that follow the topic's name; empty where all is well. */
    List<String> complaints(Topic topic);

    /** @return how many partitions it has; 0 where it is missing */
    int partitions();

    /** It was missing, and has been created with the settings of the contract. */
    record Created(int partitions) implements TopicState {

        @Override
        public List<String> complaints(Topic topic) {
            return List.of();
        }
    }

    /** @param cleanupPolicy absent where it may not be looked at */
    record Found(int partitions, @Nullable String cleanupPolicy) implements TopicState {

        @Override
        public List<String> complaints(Topic topic) {
            List<String> complaints = new ArrayList<>();
            if (partitions != topic.partitions()) {
                complaints.add("has " + partitions + " partitions, not " + topic.partitions());
            }
            String policy = topic.config().get(EventTopics.CLEANUP_POLICY);
            if (cleanupPolicy != null && !cleanupPolicy.equals(policy)) {
                complaints.add("has the cleanup policy " + cleanupPolicy + ", not " + policy);
            }
            return complaints;
        }
    }

    /** @param reason why it could not be created */
    record Missing(String reason) implements TopicState {

        @Override
        public List<String> complaints(Topic topic) {
            return List.of("is missing and could not be created (" + reason + "); it needs " + topic.partitions()
                    + " partitions and " + Map.copyOf(topic.config()));
        }

        @Override
        public int partitions() {
            return 0;
        }
    }
}
