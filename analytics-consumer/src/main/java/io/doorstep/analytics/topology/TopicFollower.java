package io.doorstep.analytics.topology;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads back what the learner has committed into the {@link LearnerBook}, on every instance, and notices when Kafka stops
 * answering. It belongs to no group, and starts anew at each start: what it needs is bounded.
 */
final class TopicFollower implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final long ASK_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final Supplier<Consumer<String, @Nullable EventEnvelope>> consumers;
    private final LearnerBook book;
    private volatile boolean running;
    private volatile boolean reachable;
    private @Nullable Thread thread;

    /** @param consumers that read what is committed, and commit nothing themselves */
    TopicFollower(Supplier<Consumer<String, @Nullable EventEnvelope>> consumers, LearnerBook book) {
        this.consumers = consumers;
        this.book = book;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("learner-follower").start(this::run);
    }

    private void run() {
        while (running) {
            try (Consumer<String, @Nullable EventEnvelope> consumer = consumers.get()) {
                follow(consumer);
            } catch (InterruptException _) {
                return;
            } catch (KafkaException e) {
                LOG.debug("The learner's topics cannot be followed, to be tried again", e);
                answered(false);
            }
            pause();
        }
    }

    private void follow(Consumer<String, @Nullable EventEnvelope> consumer) {
        List<TopicPartition> partitions = Stream.of(Topic.PATTERNS, Topic.LIMITS)
                .flatMap(topic -> consumer.partitionsFor(topic.topicName(), ANSWER).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        answered(true);
        if (partitions.stream().map(TopicPartition::topic).distinct().count() < 2) {
            return;
        }
        consumer.assign(partitions);
        starts(consumer, partitions).forEach(consumer::seek);
        book.clear();
        long askedNanos = System.nanoTime();
        while (running) {
            poll(consumer);
            if (System.nanoTime() - askedNanos > ASK_EVERY_NANOS) {
                askedNanos = System.nanoTime();
                answered(answers(consumer, partitions));
            }
        }
    }

    /** All revisions; of the patterns, as many of each partition as the book can hold. */
    private static Map<TopicPartition, Long> starts(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
        var starts = new HashMap<>(consumer.beginningOffsets(partitions));
        consumer.endOffsets(partitions).forEach((partition, end) -> {
            if (partition.topic().equals(Topic.PATTERNS.topicName())) {
                starts.merge(partition, end - LearnerBook.MOST_PATTERNS, Math::max);
            }
        });
        return starts;
    }

    private void poll(Consumer<String, @Nullable EventEnvelope> consumer) {
        try {
            consumer.poll(POLL).forEach(record -> {
                EventEnvelope envelope = record.value();
                if (envelope != null) {
                    book.add(envelope);
                }
            });
        } catch (RecordDeserializationException e) {
            LOG.warn("Passing over an unreadable record: {}", e.getMessage());
            consumer.seek(e.topicPartition(), e.offset() + 1);
        }
    }

    private static boolean answers(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
        try {
            return !consumer.endOffsets(partitions, ANSWER).isEmpty();
        } catch (org.apache.kafka.common.errors.TimeoutException _) {
            return false;
        }
    }

    private void answered(boolean now) {
        if (reachable != now && running) {
            LOG.info(now ? "Kafka answers" : "Kafka does not answer");
        }
        reachable = now;
    }

    /** Whether Kafka answered lately. */
    boolean isReachable() {
        return reachable;
    }

    private void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        Thread following = thread;
        if (following != null) {
            following.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
