package io.doorstep.support.kafka;

import io.doorstep.events.Topic;
import io.doorstep.events.topics.FoundTopic;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** How far topics have been read, and where reading begins or goes on. For one thread. */
final class Positions {
    private final Map<Topic, Long> lookBack;
    private final Map<Topic, FoundTopic> read = new EnumMap<>(Topic.class);
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /**
     * Where to go on.
     *
     * @param anew topics that are to be read from their beginning, since they are not what they were
     */
    record Starts(Map<TopicPartition, Long> offsets, Set<Topic> anew) {

        /** Whether nothing is left out. */
        boolean areWhole() {
            return offsets.values().stream().allMatch(offset -> offset == 0);
        }
    }

    /** @param lookBack records per partition to start before its end; {@link Long#MAX_VALUE}: from its beginning */
    Positions(Map<Topic, Long> lookBack) {
        this.lookBack = lookBack;
    }

    static List<TopicPartition> partitions(Map<Topic, FoundTopic> topics) {
        return topics.entrySet().stream().flatMap(topic -> IntStream.range(0, topic.getValue().partitions())
                .mapToObj(partition -> new TopicPartition(topic.getKey().topicName(), partition))).toList();
    }

    /** What was read of a topic that is another one now, or that ends before it, is void. */
    Starts starts(Map<Topic, FoundTopic> topics, Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Set<Topic> anew = EnumSet.noneOf(Topic.class);
        topics.forEach((topic, found) -> {
            List<TopicPartition> partitions = partitions(Map.of(topic, found));
            FoundTopic before = read.put(topic, found);
            boolean other = before != null && (!before.id().equals(found.id()) || partitions.stream()
                    .anyMatch(one -> next.getOrDefault(one, 0L) > ends.getOrDefault(one, 0L)));
            if (other) {
                anew.add(topic);
                next.keySet().removeIf(one -> one.topic().equals(topic.topicName()));
            }
            for (TopicPartition one : partitions) {
                long beginning = beginnings.getOrDefault(one, 0L);
                long from = before == null
                        ? ends.getOrDefault(one, 0L) - lookBack.getOrDefault(topic, 0L)
                        : next.getOrDefault(one, 0L);
                offsets.put(one, Math.max(beginning, from));
            }
        });
        next.putAll(offsets);
        return new Starts(offsets, anew);
    }

    /** A record is about to be handled: whatever comes of that, it is not read again. */
    void passed(TopicPartition partition, long offset) {
        next.put(partition, offset + 1);
    }
}
