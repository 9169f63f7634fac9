package io.doorstep.benchmarks.outage;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Topic;
import io.doorstep.events.json.EventDeserializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads topics from their beginning to where they end now. */
final class KafkaReader {
    private static final List<Topic> TOPICS = List.of(Topic.CONNECTIONS, Topic.VIOLATIONS, Topic.MESSAGES);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private KafkaReader() {}

    static EventBook read(String bootstrapServers) {
        EventBook book = new EventBook();
        try (var consumer = new KafkaConsumer<String, @Nullable EventEnvelope>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"), new StringDeserializer(),
                new EventDeserializer())) {
            List<TopicPartition> partitions = TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("the topics could not be read to their end");
                }
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    EventEnvelope envelope = record.value();
                    if (envelope != null) {
                        book.add(envelope);
                    }
                });
            }
        }
        return book;
    }
}
