package io.doorstep.benchmarks.replay;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Topic;
import io.doorstep.events.json.EventDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Tells the events that Kafka takes from now on. */
public final class KafkaFollower implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EventDeserializer deserializer = new EventDeserializer();
    private final Map<String, Topic> topics;
    private final Listener listener;
    private final Thread thread = new Thread(this::follow, "kafka-follower");

    /** Hears what is on the topics, on the thread of the follower. */
    public interface Listener {
        void heard(Topic topic, EventEnvelope envelope);

        /** A record that is no event. */
        default void unreadable() {}
    }

    private KafkaFollower(String bootstrapServers, List<Topic> topics, Listener listener) {
        this.topics = topics.stream().collect(toUnmodifiableMap(Topic::topicName, Function.identity()));
        this.listener = listener;
        consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(PATIENCE.toMillis())),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Notes where the topics end now, and follows them from there.
     *
     * @throws KafkaException where the broker or a topic is not there
     */
    public static KafkaFollower start(String bootstrapServers, List<Topic> topics, Listener listener) {
        KafkaFollower follower = new KafkaFollower(bootstrapServers, topics, listener);
        try {
            follower.seekToEnd();
        } catch (KafkaException e) {
            follower.consumer.close();
            throw e;
        }
        follower.thread.setDaemon(true);
        follower.thread.start();
        return follower;
    }

    private void seekToEnd() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics.keySet()) {
            var found = consumer.partitionsFor(topic);
            if (found == null || found.isEmpty()) {
                throw new KafkaException("there is no topic " + topic);
            }
            found.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    private void follow() {
        try (consumer) {
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(Duration.ofMillis(200)).forEach(this::take);
            }
        } catch (WakeupException _) {
            // Closed.
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        try {
            EventEnvelope envelope = deserializer.deserialize(message.topic(), message.headers(), message.value());
            Topic topic = topics.get(message.topic());
            if (envelope != null && topic != null) {
                listener.heard(topic, envelope);
            }
        } catch (SerializationException _) {
            listener.unreadable();
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
