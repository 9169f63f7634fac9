package io.doorstep.benchmarks.door;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Evidence;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Topic;
import io.doorstep.events.json.EventDeserializer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Notes when each revision could be read from its topic, and when the first visitor was greeted under it. The visitors are
 * the traffic that leads to the revisions, too.
 */
final class RevisionWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    /** Between two visitors. */
    private static final long PAUSE_MS = 10;

    /**
     * A revision; all in milliseconds since the epoch.
     *
     * @param windowStartMs start of the window that led to it
     * @param readMs when it was read from its topic
     * @param inForceMs when a visitor was greeted under it
     */
    record Observed(long windowStartMs, long readMs, long inForceMs) {}

    private record Read(long windowStartMs, long atMs) {}

    private final ConcurrentNavigableMap<Long, Read> read = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<Long, Long> inForce = new ConcurrentSkipListMap<>();
    private final List<Thread> threads;
    private volatile boolean closed;

    RevisionWatch(String bootstrapServers, URI door) {
        threads = List.of(Thread.ofPlatform().daemon().start(() -> follow(bootstrapServers)),
                Thread.ofPlatform().daemon().start(() -> visit(door)));
    }

    private void follow(String bootstrapServers) {
        try (var consumer = new KafkaConsumer<String, @Nullable EventEnvelope>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                new StringDeserializer(), new EventDeserializer())) {
            List<TopicPartition> topic = List.of(new TopicPartition(Topic.LIMITS.topicName(), 0));
            consumer.assign(topic);
            consumer.seekToBeginning(topic);
            while (!closed) {
                var records = consumer.poll(POLL);
                long now = System.currentTimeMillis();
                records.forEach(record -> {
                    if (record.value() != null && record.value().event() instanceof LimitsRevised revised) {
                        read.put(revised.revision(), new Read(windowOf(revised), now));
                    }
                });
            }
        }
    }

    private static long windowOf(LimitsRevised revised) {
        return revised.evidence().stream().mapToLong(Evidence::lastWindowStartMs).max().orElseThrow();
    }

    private void visit(URI door) {
        long last = 0;
        try (Greetings greetings = new Greetings(door)) {
            while (!closed) {
                long revision = greetings.next().required("limits_revision").longValue();
                long now = System.currentTimeMillis();
                for (; last < revision; last++) {
                    inForce.put(last + 1, now);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What both have seen, by revision. */
    List<Observed> observed() {
        List<Observed> observed = new ArrayList<>();
        read.forEach((revision, seen) -> {
            Long greeted = inForce.get(revision);
            if (greeted != null) {
                observed.add(new Observed(seen.windowStartMs(), seen.atMs(), greeted));
            }
        });
        return observed;
    }

    @Override
    public void close() {
        closed = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
