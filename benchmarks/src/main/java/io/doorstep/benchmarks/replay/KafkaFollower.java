package io.doorstep.benchmarks.replay;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Topic;
import io.doorstep.events.json.EventDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Writes the events that Kafka takes from now on into an {@link EventLedger}. */
final class KafkaFollower implements AutoCloseable {
    private static final List<Topic> TOPICS = List.of(Topic.CONNECTIONS, Topic.VIOLATIONS, Topic.LIMITS);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EventDeserializer deserializer = new EventDeserializer();
    private final EventLedger ledger;
    private final Consumer<LimitsRevised> onRevision;
    private final Thread thread = new Thread(this::follow, "kafka-follower");

    private KafkaFollower(String bootstrapServers, EventLedger ledger, Consumer<LimitsRevised> onRevision) {
        this.ledger = ledger;
        this.onRevision = onRevision;
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
    static KafkaFollower start(String bootstrapServers, EventLedger ledger, Consumer<LimitsRevised> onRevision) {
        KafkaFollower follower = new KafkaFollower(bootstrapServers, ledger, onRevision);
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
        for (Topic topic : TOPICS) {
            var found = consumer.partitionsFor(topic.topicName());
            if (found == null || found.isEmpty()) {
                throw new KafkaException("there is no topic " + topic.topicName());
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
            if (envelope != null) {
                ledger.add(envelope);
                if (envelope.event() instanceof LimitsRevised revision) {
                    onRevision.accept(revision);
                }
            }
        } catch (SerializationException _) {
            ledger.addUnreadable();
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
