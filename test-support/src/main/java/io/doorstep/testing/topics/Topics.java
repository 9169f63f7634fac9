package io.doorstep.testing.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.EventType;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsConfigured;
import io.doorstep.events.Topic;
import io.doorstep.events.json.EventDeserializer;
import io.doorstep.events.json.EventSerializer;
import io.doorstep.testing.broker.KafkaBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A consumer outside of Doorstep: reads the topics from where they ended when it was made. */
public final class Topics implements AutoCloseable {
    private final KafkaBroker broker;
    private final KafkaConsumer<String, @Nullable EventEnvelope> consumer;
    private final List<EventEnvelope> seen = new CopyOnWriteArrayList<>();

    public Topics(KafkaBroker broker, Topic... topics) {
        this.broker = broker;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(), new EventDeserializer());
        awaitTopics(topics);
        List<TopicPartition> partitions = List.of(topics).stream()
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Also reads what was there before it was made. */
    public static Topics fromTheBeginning(KafkaBroker broker, Topic... topics) {
        Topics made = new Topics(broker, topics);
        made.consumer.seekToBeginning(made.consumer.assignment());
        return made;
    }

    private void awaitTopics(Topic... topics) {
        Set<String> wanted = List.of(topics).stream().map(Topic::topicName).collect(Collectors.toSet());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Awaitility.await("topics " + wanted)
                    .until(() -> admin.listTopics().names().get().containsAll(wanted));
        }
    }

    /** Awaits so many events of a type since this was made; returns them in the order they were read. */
    public <E extends Event> List<E> await(Class<E> type, int count) {
        Awaitility.await(count + " of " + type.getSimpleName()).pollInSameThread().until(() -> {
            poll();
            return of(type).size() >= count;
        });
        return of(type);
    }

    /** Awaits an event that is so. */
    public void await(String what, Predicate<EventEnvelope> isSo) {
        Awaitility.await(what).pollInSameThread().until(() -> {
            poll();
            return seen.stream().anyMatch(isSo);
        });
    }

    /**
     * Awaits so many events at least of its one source, and each of its sequences once. There may be more of them: a minute that
     * ends meanwhile has events of its own, in between.
     */
    public void awaitWhole(int least) {
        Awaitility.await("each sequence once").pollInSameThread().untilAsserted(() -> {
            poll();
            assertThat(seen).hasSizeGreaterThanOrEqualTo(least).extracting(EventEnvelope::sequence)
                    .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, seen.size()).boxed().toList());
        });
    }

    /** Whether an event that is so has come so far; on the thread that awaits. */
    public boolean has(Predicate<EventEnvelope> isSo) {
        poll();
        return seen.stream().anyMatch(isSo);
    }

    public <E extends Event> List<E> of(Class<E> type) {
        return seen.stream().map(EventEnvelope::event).filter(type::isInstance).map(type::cast).toList();
    }

    public List<EventEnvelope> envelopes() {
        return seen;
    }

    private void poll() {
        consumer.poll(Duration.ofMillis(100))
                .forEach(record -> seen.add(Objects.requireNonNull(record.value(), "a tombstone")));
    }

    /** A chat service with the usual limits says so, for a learner without one. */
    public static void configure(KafkaBroker broker) {
        publish(broker, new LimitsConfigured("test", 0, Limits.DEFAULTS, 5, 1000, 8, 1000, 1_800_000));
    }

    /** Publishes as another part of Doorstep would. */
    public static void publish(KafkaBroker broker, Event event) {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()),
                new StringSerializer(), new EventSerializer())) {
            producer.send(new ProducerRecord<>(EventType.of(event).topic().topicName(), event.key(),
                    new EventEnvelope("test", 1, Instant.now(), event))).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes what no part of Doorstep would. */
    public static void publishRaw(KafkaBroker broker, Topic topic, String type, String value) {
        var record = new ProducerRecord<>(topic.topicName(), "key", value);
        record.headers().add("ce_type", type.getBytes(UTF_8)).add("ce_source", "test".getBytes(UTF_8))
                .add("ce_sequence", "1".getBytes(UTF_8)).add("ce_time", Instant.now().toString().getBytes(UTF_8));
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()),
                new StringSerializer(), new StringSerializer())) {
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Awaits so many records of a topic that is not one of Doorstep's events. */
    public static List<String> values(KafkaBroker broker, String topic, int count) {
        List<String> values = new ArrayList<>();
        try (var reader = new KafkaConsumer<>(Map.of("bootstrap.servers", (Object) broker.bootstrapServers(),
                "group.id", "values", "auto.offset.reset", "earliest", "isolation.level", "read_committed"),
                new StringDeserializer(), new StringDeserializer())) {
            reader.subscribe(List.of(topic));
            Awaitility.await(count + " in " + topic).pollInSameThread().until(() -> {
                reader.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
        }
        return values;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
