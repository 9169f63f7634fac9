package io.doorstep.faults;

import static org.awaitility.Awaitility.await;

import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import io.doorstep.events.Topic;
import io.doorstep.events.UsagePattern;
import io.doorstep.events.json.EventDeserializer;
import io.doorstep.events.json.EventSerializer;
import io.doorstep.testing.broker.KafkaBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a door does, twenty a second, whatever becomes of Kafka, and reads the patterns that come of it. What was
 * not taken is gone, and its sequence with it.
 */
final class SteadyDoor implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int CLIENTS = 25;
    private static final Map<String, Object> IMPATIENT = Map.of("max.block.ms", 500, "request.timeout.ms", 500,
            "delivery.timeout.ms", 1000, "linger.ms", 0, "reconnect.backoff.max.ms", 500);

    private final String source;
    private final Duration clockBehind;
    private final String server;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final Thread publishing;
    private volatile boolean open = true;

    /** @param clockBehind by how much its clock is */
    SteadyDoor(KafkaBroker broker, String source, Duration clockBehind) {
        this.source = source;
        this.clockBehind = clockBehind;
        this.server = broker.bootstrapServers();
        this.publishing = Thread.ofPlatform().daemon().name(source).start(this::publish);
    }

    private void publish() {
        while (open) {
            Map<String, Object> config = new HashMap<>(IMPATIENT);
            config.put("bootstrap.servers", server);
            try (var producer = new KafkaProducer<>(config, new StringSerializer(), new EventSerializer())) {
                while (open) {
                    String client = "client-" + sequence.get() % CLIENTS;
                    var opened = new ConnectionOpened(client, "c", "11", Tier.ANONYMOUS, null, 1, 1, 0, false);
                    var _ = producer.send(new ProducerRecord<>(Topic.CONNECTIONS.topicName(), client,
                            new EventEnvelope(source, sequence.incrementAndGet(), Instant.now().minus(clockBehind),
                                    opened)),
                            (_, failure) -> taken.addAndGet(failure == null ? 1 : 0));
                    Thread.sleep(PAUSE);
                }
            } catch (KafkaException _) {
                Thread.onSpinWait();
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /** Events that Kafka has taken. */
    long taken() {
        return taken.get();
    }

    /** Returns once a window is published that began after now. */
    static UsagePattern awaitNewWindow(KafkaBroker broker, Duration within) {
        long now = System.currentTimeMillis();
        NavigableMap<Long, UsagePattern> windows = new ConcurrentSkipListMap<>();
        await("a window after " + Instant.ofEpochMilli(now)).atMost(within)
                .pollInterval(Duration.ofMillis(300)).pollInSameThread().ignoreExceptions()
                .until(() -> {
                    windows.putAll(patterns(broker));
                    return !windows.isEmpty() && windows.lastKey() > now;
                });
        return windows.lastEntry().getValue();
    }

    /** The patterns of everybody that are on the topic now, by the start of their window. */
    static NavigableMap<Long, UsagePattern> patterns(KafkaBroker broker) {
        NavigableMap<Long, UsagePattern> windows = new ConcurrentSkipListMap<>();
        readPatterns(broker, pattern -> windows.put(pattern.windowStartMs(), pattern));
        return windows;
    }

    /** How many attempts the patterns of everybody add up to. */
    static long attempts(KafkaBroker broker) {
        LongAdder attempts = new LongAdder();
        readPatterns(broker, pattern -> attempts.add(pattern.attempts()));
        return attempts.sum();
    }

    private static void readPatterns(KafkaBroker broker, Consumer<UsagePattern> reading) {
        try (KafkaConsumer<String, @Nullable EventEnvelope> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest", "default.api.timeout.ms", 5000),
                new StringDeserializer(), new EventDeserializer())) {
            var partitions = reader.partitionsFor(Topic.PATTERNS.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            reader.assign(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            reader.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(one -> reader.position(one) < ends.getOrDefault(one, 0L))) {
                poll(reader).forEach(record -> {
                    EventEnvelope envelope = record.value();
                    if (envelope != null && envelope.event() instanceof UsagePattern pattern
                            && pattern.scope().equals(Scope.DEFAULT)) {
                        reading.accept(pattern);
                    }
                });
            }
        }
    }

    /** How many events Kafka has of all doors. */
    static long published(KafkaBroker broker) {
        try (KafkaConsumer<String, String> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "default.api.timeout.ms", 5000),
                new StringDeserializer(), new StringDeserializer())) {
            return reader.endOffsets(reader.partitionsFor(Topic.CONNECTIONS.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList()).values().stream()
                    .mapToLong(Long::longValue).sum();
        }
    }

    /** None where the next cannot be read: it is passed over. */
    private static ConsumerRecords<String, @Nullable EventEnvelope> poll(
            KafkaConsumer<String, @Nullable EventEnvelope> reader) {
        try {
            return reader.poll(Duration.ofMillis(200));
        } catch (RecordDeserializationException e) {
            reader.seek(e.topicPartition(), e.offset() + 1);
            return ConsumerRecords.empty();
        }
    }

    @Override
    public void close() {
        open = false;
        publishing.interrupt();
        try {
            publishing.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
