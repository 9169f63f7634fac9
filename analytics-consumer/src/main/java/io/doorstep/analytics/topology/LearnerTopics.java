package io.doorstep.analytics.topology;

import io.doorstep.events.Topic;
import io.doorstep.events.topics.EventTopics;
import io.doorstep.events.topics.TopicReport;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics the learner reads and writes: created where they are missing, and looked at where they are there. */
final class LearnerTopics {
    private static final Logger LOG = LoggerFactory.getLogger(LearnerTopics.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<Topic> OURS = EnumSet.of(Topic.CONNECTIONS, Topic.VIOLATIONS, Topic.PATTERNS,
            Topic.LIMITS, Topic.BOOK, Topic.COMMANDS, Topic.DEAD_LETTERS);

    private final Map<String, Object> adminConfig;

    LearnerTopics(Map<String, Object> adminConfig) {
        this.adminConfig = adminConfig;
    }

    /**
     * Creates what is missing.
     *
     * @return how many partitions the input has
     * @throws ExecutionException if Kafka does not answer, as it may for {@link TimeoutException}
     * @throws IllegalStateException if the topics are such that the learner cannot start on them
     */
    int ensure() throws InterruptedException, ExecutionException, TimeoutException {
        Admin admin = Admin.create(adminConfig);
        try {
            TopicReport topics = new EventTopics(admin, PATIENCE).ensure(OURS);
            topics.complaint().filter(_ -> !topics.isComplete()).ifPresent(complaint -> {
                throw new IllegalStateException(complaint);
            });
            topics.complaint().ifPresent(LOG::warn);
            requireOneTask(topics);
            return partitions(topics);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static void requireOneTask(TopicReport topics) {
        if (topics.partitions(Topic.COMMANDS) != 1) {
            throw new IllegalStateException(Topic.COMMANDS.topicName() + " must have one partition, not "
                    + topics.partitions(Topic.COMMANDS) + ", so that commands and tuning keep one book");
        }
    }

    private static int partitions(TopicReport topics) {
        int connections = topics.partitions(Topic.CONNECTIONS);
        if (connections != topics.partitions(Topic.VIOLATIONS)) {
            throw new IllegalStateException(Topic.CONNECTIONS.topicName() + " and " + Topic.VIOLATIONS.topicName()
                    + " must have the same number of partitions, so that all that one client does meets in one place");
        }
        return connections;
    }
}
