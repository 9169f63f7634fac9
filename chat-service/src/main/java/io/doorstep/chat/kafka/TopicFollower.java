package io.doorstep.chat.kafka;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Topic;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads all of a topic on this instance, from some way back and then for as long as the service runs. It belongs to no
 * group, since every instance has to see everything. A record that cannot be read is passed over; while Kafka is away it
 * waits.
 */
final class TopicFollower implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PATIENCE_MS = 500;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(1);

    private final Topic topic;
    private final long lookBack;
    private final Supplier<Consumer<String, @Nullable EventEnvelope>> consumers;
    private final TopicFeed feed;
    private volatile boolean running;
    private volatile boolean caughtUp;
    private volatile @Nullable Consumer<String, @Nullable EventEnvelope> following;
    private @Nullable Thread thread;

    /**
     * @param lookBack records per partition to start before its end; {@link Long#MAX_VALUE}: from its beginning
     * @param feed is given what is read
     */
    TopicFollower(Topic topic, long lookBack, Supplier<Consumer<String, @Nullable EventEnvelope>> consumers,
            TopicFeed feed) {
        this.topic = topic;
        this.lookBack = lookBack;
        this.consumers = consumers;
        this.feed = feed;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("follow-" + topic.topicName()).start(this::run);
    }

    private void run() {
        while (running) {
            try (Consumer<String, @Nullable EventEnvelope> consumer = consumers.get()) {
                following = consumer;
                follow(consumer);
            } catch (WakeupException _) {
                LOG.debug("{} is no longer followed", topic.topicName());
            } catch (KafkaException e) {
                LOG.debug("{} cannot be followed, to be tried again", topic.topicName(), e);
                pause();
            }
        }
    }

    private void follow(Consumer<String, @Nullable EventEnvelope> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        if (partitions.isEmpty()) {
            feed.onAbsent();
            pause();
            return;
        }
        consumer.assign(partitions);
        var beginnings = consumer.beginningOffsets(partitions);
        var ends = consumer.endOffsets(partitions);
        boolean whole = true;
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            long start = Math.max(beginnings.getOrDefault(partition, 0L), end - lookBack);
            consumer.seek(partition, start);
            whole = whole && start == 0;
        }
        if (!caughtUp) {
            feed.onBegin(whole);
        }
        while (running) {
            if (!caughtUp && partitions.stream()
                    .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L))) {
                caughtUp = true;
                feed.onCaughtUp();
            }
            poll(consumer);
        }
    }

    private void poll(Consumer<String, @Nullable EventEnvelope> consumer) {
        try {
            consumer.poll(POLL).forEach(this::handle);
        } catch (RecordDeserializationException e) {
            LOG.warn("Passing over an unreadable record: {}", e.getMessage());
            consumer.seek(e.topicPartition(), e.offset() + 1);
        }
    }

    private void handle(ConsumerRecord<String, @Nullable EventEnvelope> record) {
        EventEnvelope envelope = record.value();
        if (envelope == null) {
            return;
        }
        try {
            feed.onEvent(record.offset(), envelope);
        } catch (RuntimeException e) {
            LOG.warn("Passing over {}-{} at {}", record.topic(), record.partition(), record.offset(), e);
        }
    }

    /** Whether all that the topic held at the start has been read. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    private void pause() {
        try {
            Thread.sleep(PATIENCE_MS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        Consumer<String, @Nullable EventEnvelope> consumer = following;
        if (consumer != null) {
            consumer.wakeup();
        }
        Thread reader = thread;
        if (reader != null) {
            awaitEnd(reader);
        }
    }

    private static void awaitEnd(Thread reader) {
        try {
            if (!reader.join(STOP_WITHIN)) {
                LOG.debug("{} still waits for Kafka, and ends with the process", reader.getName());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
