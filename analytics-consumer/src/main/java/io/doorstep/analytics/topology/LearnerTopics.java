package io.doorstep.analytics.topology;

import io.doorstep.events.EventType;
import io.doorstep.events.Topic;
import io.doorstep.events.topics.FoundTopic;
import io.doorstep.support.kafka.TopicsSeen;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** The topics that the learner reads and writes. */
public final class LearnerTopics {
    public static final Set<Topic> OURS = EnumSet.of(Topic.CONNECTIONS, Topic.VIOLATIONS, Topic.CONFIGURATION,
            Topic.PATTERNS, Topic.LIMITS,
            Topic.SANCTIONS, Topic.REVISION_LOG, Topic.COMMANDS, Topic.DEAD_LETTERS);

    public static final List<Topic> INPUT = List.of(Topic.CONNECTIONS, Topic.VIOLATIONS);

    /** The types of events that say something about usage; the bodies of others are not read. */
    public static final Set<EventType> EVENTS_READ = EnumSet.of(EventType.CONNECTION_OPENED,
            EventType.CONNECTION_ACTIVITY,
            EventType.VIOLATION, EventType.WOULD_REJECT, EventType.INSTANCE_ENDED);

    private LearnerTopics() {}

    /**
     * How many partitions the input has.
     *
     * @throws IllegalStateException if the topics are such that the learner cannot start on them
     */
    public static int inputPartitions(TopicsSeen seen) {
        if (partitions(seen, Topic.COMMANDS) != 1) {
            throw new IllegalStateException(Topic.COMMANDS.topicName() + " must have one partition, not "
                    + partitions(seen, Topic.COMMANDS) + ", so that one task numbers all revisions");
        }
        int connections = partitions(seen, Topic.CONNECTIONS);
        if (connections != partitions(seen, Topic.VIOLATIONS)) {
            throw new IllegalStateException(Topic.CONNECTIONS.topicName() + " and " + Topic.VIOLATIONS.topicName()
                    + " must have the same number of partitions, so that all that one client does meets in one place");
        }
        return connections;
    }

    public static List<TopicPartition> partitionsOf(TopicsSeen seen, Collection<Topic> topics) {
        return topics.stream().flatMap(topic -> seen.of(topic).stream()
                .flatMap(found -> IntStream.range(0, found.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))))
                .toList();
    }

    private static int partitions(TopicsSeen seen, Topic topic) {
        return seen.of(topic).map(FoundTopic::partitions).orElse(0);
    }
}
