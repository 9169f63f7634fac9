package io.doorstep.analytics.topology;

import io.doorstep.events.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka how far the input goes, and up to where the learner's group has committed. For one thread. */
final class InputWatch {
    private static final Logger LOG = LoggerFactory.getLogger(InputWatch.class);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final long COMMITTED_FOR_MS = 1000;

    private final Consumer<?, ?> consumer;
    private final Admin admin;
    private final String group;
    private List<TopicPartition> partitions = List.of();
    private Map<TopicPartition, Long> starts = Map.of();
    private long startsAtMs;

    /** @param group that reads the input */
    InputWatch(Consumer<?, ?> consumer, Admin admin, String group) {
        this.consumer = consumer;
        this.admin = admin;
        this.group = group;
    }

    /** @throws org.apache.kafka.common.KafkaException where Kafka does not answer in time */
    InputState ask(long nowMs) {
        if (partitions.isEmpty()) {
            partitions = Stream.of(Topic.CONNECTIONS, Topic.VIOLATIONS)
                    .flatMap(topic -> consumer.partitionsFor(topic.topicName(), ANSWER).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        }
        if (startsAtMs == 0 || nowMs - startsAtMs >= COMMITTED_FOR_MS) {
            Map<TopicPartition, Long> asked = new HashMap<>(consumer.beginningOffsets(partitions, ANSWER));
            committed().forEach((partition, offset) -> asked.merge(partition, offset, Math::max));
            starts = asked;
            startsAtMs = nowMs;
        }
        return new InputState(nowMs, consumer.endOffsets(partitions, ANSWER), starts);
    }

    private Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        try {
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()
                    .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS).forEach((partition, offset) -> {
                        if (isKnown(offset)) {
                            committed.put(partition, offset.offset());
                        }
                    });
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("What {} has committed is not known", group, e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return committed;
    }

    /** Kafka has null for a partition of which nothing was committed. */
    @SuppressWarnings("ConstantValue")
    private static boolean isKnown(OffsetAndMetadata offset) {
        return offset != null;
    }
}
