package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.outage.EventBook;
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
 * topics, since only who reads them knows how far they were read.
 */
final class EventReader implements AutoCloseable {
    private static final Set<Topic> READ = EnumSet.of(Topic.CONNECTIONS, Topic.VIOLATIONS, Topic.MESSAGES);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LOOK_MS = 200;

    private final EventBook book = new EventBook();
    private final EventDeserializer deserializer = new EventDeserializer();
    private final Queue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final EventTopics topics;
    private final Thread thread = Thread.ofPlatform().daemon().name("event-reader").unstarted(this::read);
    private volatile boolean closed;

    EventReader(String bootstrapServers) {
        consumer = new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        topics = new EventTopics(admin, PATIENCE);
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
        while (!closed) {
            FutureTask<?> task = tasks.poll();
            if (task != null) {
                task.run();
            }
            poll();
        }
        consumer.close();
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
                book.add(envelope);
            }
        } catch (SerializationException _) {
            // No event.
        }
    }

    private void readToEnd(Collection<TopicPartition> partitions) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0 && !consumer.endOffsets(partitions).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            poll();
        }
    }

    private <T> T onThread(Callable<T> what) throws InterruptedException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(what);
        tasks.add(task);
        return task.get();
    }

    /** Reads a topic to its end, deletes it, and waits until somebody has made it again, which it does itself at last. */
    Deletion delete(Topic topic) throws InterruptedException, ExecutionException, TimeoutException {
        Uuid former = id(topic);
        Instant read = onThread(() -> {
            if (READ.contains(topic)) {
                readToEnd(partitions(topic));
                consumer.assign(consumer.assignment().stream()
                        .filter(one -> !one.topic().equals(topic.topicName())).toList());
            }
            Instant now = Instant.now();
            admin.deleteTopics(List.of(topic.topicName())).all().get();
            return now;
        });
        Instant deleted = Instant.now();
        while (id(topic).equals(Uuid.ZERO_UUID) || id(topic).equals(former)) {
            if (Duration.between(deleted, Instant.now()).compareTo(PATIENCE) > 0) {
                var _ = topics.ensure(EnumSet.of(topic));
                break;
            }
            Thread.sleep(LOOK_MS);
        }
        Duration back = Duration.between(deleted, Instant.now());
        if (READ.contains(topic)) {
            onThread(() -> {
                add(topic);
                return topic;
            });
        }
        return new Deletion(topic, read, deleted, back);
    }

    private Uuid id(Topic topic) throws InterruptedException, ExecutionException, TimeoutException {
        FoundTopic found = topics.look(EnumSet.of(topic)).get(topic);
        return found == null ? Uuid.ZERO_UUID : found.id();
    }

    /** Reads all there is, ends, and returns it. */
    EventBook finish() throws InterruptedException, ExecutionException {
        onThread(() -> {
            readToEnd(consumer.assignment());
            return book;
        });
        close();
        return book;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        admin.close();
    }
}
