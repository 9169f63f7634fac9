package io.doorstep.analytics.topology;

import io.doorstep.events.Topic;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.kafka.core.KafkaAdmin;

/** The topics the learner reads and writes: created where they are missing. */
final class LearnerTopics {
    private final KafkaAdmin admin;

    LearnerTopics(KafkaAdmin admin) {
        this.admin = admin;
    }

    /** With the contract's settings, and as many replicas as the brokers give by default. */
    static NewTopic[] all() {
        return Arrays.stream(Topic.values()).map(topic -> new NewTopic(topic.topicName(),
                Optional.of(topic.partitions()), Optional.empty()).configs(topic.config())).toArray(NewTopic[]::new);
    }

    /**
     * Creates what is missing.
     *
     * @return how many partitions the input has
     * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
     */
    int ensure() {
        admin.createOrModifyTopics(all());
        int connections = partitions(Topic.CONNECTIONS);
        if (connections != partitions(Topic.VIOLATIONS)) {
            throw new IllegalStateException(Topic.CONNECTIONS.topicName() + " and " + Topic.VIOLATIONS.topicName()
                    + " must have the same number of partitions, so that all that one client does meets in one place");
        }
        return connections;
    }

    private int partitions(Topic topic) {
        return Objects.requireNonNull(admin.describeTopics(topic.topicName()).get(topic.topicName())).partitions()
                .size();
    }
}
