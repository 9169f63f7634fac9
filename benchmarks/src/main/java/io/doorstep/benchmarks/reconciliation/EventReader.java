package io.doorstep.benchmarks.reconciliation;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Topic;
import io.doorstep.events.json.EventDeserializer;
import io.doorstep.events.topics.EventTopics;
import io.doorstep.events.topics.FoundTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what the chat service publishes, from the beginning and on, while the broker comes and goes. It also deletes
 * topics, since only who reads them knows how far they were read. Its methods wait for Kafka for a bounded time.
 */
public final class EventReader implements AutoCloseable {
    private static final Set<Topic> READ = EnumSet.of(Topic.CONNECTIONS, Topic.VIOLATIONS, Topic.MESSAGES);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration MADE_ANEW_WITHIN = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final PublishedEvents events = new PublishedEvents();
    private final EventDeserializer deserializer = new EventDeserializer();
    private final Queue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final EventTopics topics;
    private final Thread thread = Thread.ofPlatform().daemon().name("event-reader").unstarted(this::read);
    private volatile boolean closed;

    public EventReader(String bootstrapServers) {
        consumer = new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed", ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        topics = new EventTopics(admin, ANSWER);
        READ.forEach(this::add);
        thread.start();
    }

    private static List<TopicPartition> partitions(Topic topic) {
        return IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.topicName(), number)).toList();
    }

    private void add(Topic topic) {
        consumer.assign(Stream.concat(consumer.assignment().stream(), partitions(topic).stream()).toList());
        consumer.seekToBeginning(partitions(topic));
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                FutureTask<?> task = tasks.poll();
                if (task != null) {
                    task.run();
                }
                poll();
            }
        }
    }

    private void poll() {
        try {
            consumer.poll(POLL).forEach(this::take);
        } catch (KafkaException _) {
            // The broker is away, or a topic is: it is asked again.
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        try {
            EventEnvelope envelope = deserializer.deserialize(message.topic(), message.headers(), message.value());
            if (envelope != null) {
                events.add(envelope);
            }
        } catch (SerializationException _) {
            // No event.
        }
    }

    private void readToEnd(Collection<TopicPartition> partitions) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isAtEnd(partitions)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the topics could not be read to their end");
            }
            poll();
        }
    }

    private boolean isAtEnd(Collection<TopicPartition> partitions) {
        try {
            return consumer.endOffsets(partitions, ANSWER).entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue());
        } catch (KafkaException _) {
            return false;
        }
    }

    private <T> T onThread(Callable<T> what) throws InterruptedException, ExecutionException, TimeoutException {
        FutureTask<T> task = new FutureTask<>(what);
        tasks.add(task);
        return task.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Reads a topic to its end, deletes it, and waits until somebody has made it again, which it does itself at last. */
    public Deletion delete(Topic topic) throws InterruptedException, ExecutionException, TimeoutException {
        Uuid former = id(topic);
        Instant read = onThread(() -> {
            if (READ.contains(topic)) {
                readToEnd(partitions(topic));
                consumer.assign(consumer.assignment().stream()
                        .filter(one -> !one.topic().equals(topic.topicName())).toList());
            }
            Instant now = Instant.now();
            admin.deleteTopics(List.of(topic.topicName())).all().get(ANSWER.toSeconds(), TimeUnit.SECONDS);
            return now;
        });
        Instant deleted = Instant.now();
        Uuid present = Polling.until(() -> id(topic), id -> !id.equals(Uuid.ZERO_UUID) && !id.equals(former),
                MADE_ANEW_WITHIN);
        Duration back = Duration.between(deleted, Instant.now());
        if (present.equals(Uuid.ZERO_UUID)) {
            var _ = topics.ensure(EnumSet.of(topic));
        }
        if (READ.contains(topic)) {
            onThread(() -> {
                add(topic);
                return topic;
            });
        }
        return new Deletion(topic, read, deleted, back);
    }

    /** Zero where there is no such topic. */
    private Uuid id(Topic topic) {
        try {
            FoundTopic found = topics.look(EnumSet.of(topic)).get(topic);
            return found == null ? Uuid.ZERO_UUID : found.id();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Reads all there is, ends, and returns it. */
    public PublishedEvents finish() throws InterruptedException, ExecutionException, TimeoutException {
        onThread(() -> {
            readToEnd(consumer.assignment());
            return events;
        });
        close();
        return events;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        admin.close(ANSWER);
    }
}
