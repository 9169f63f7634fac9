package io.doorstep.benchmarks.events;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Topic;
import io.doorstep.events.json.EventDeserializer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A process that reads the events of connections to their end, parses each of them, says how fast it was, and ends when it
 * is killed or nobody listens any more.
 */
final class PlainConsumer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** As many as Kafka Streams asks for. */
    private static final int MOST_AT_ONCE = 1000;

    private PlainConsumer() {}

    /** @param arguments where the broker is */
    public static void main(String[] arguments) throws IOException {
        try (var consumer = new KafkaConsumer<String, @Nullable EventEnvelope>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0],
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"), new StringDeserializer(),
                new EventDeserializer())) {
            String topic = Topic.CONNECTIONS.topicName();
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long last = consumer.endOffsets(partitions).values().stream().mapToLong(end -> end).sum();
            long first = consumer.poll(PATIENCE).count();
            long start = System.nanoTime();
            long read = first;
            while (read < last) {
                read += consumer.poll(PATIENCE).count();
            }
            System.out.printf("read %d events in %d ns%n", read - first, System.nanoTime() - start);
        }
        int _ = System.in.read();
    }
}
