package io.doorstep.analytics.topology;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads back what the learner has committed into the {@link LearnerBook} and the {@link BookFeed}, on every instance, and notices when Kafka stops
 * answering. It belongs to no group, and starts anew at each start: what it needs is bounded.
 */
final class TopicFollower implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final List<Topic> FOLLOWED = List.of(Topic.PATTERNS, Topic.LIMITS, Topic.BOOK);
    /** A transaction takes an offset of its own. */
    private static final int MOST_OFFSETS = 2 * LearnerBook.MOST_PATTERNS;

    private final Supplier<Consumer<String, @Nullable EventEnvelope>> consumers;
    private final Supplier<Admin> admins;
    private final String group;
    private final LearnerBook book;
    private final BookFeed feed;
    /** The learner's count of its events, as far as each partition was read; what is read again is no news. */
    private final Map<TopicPartition, Long> read = new HashMap<>();
    private Map<TopicPartition, Long> news = Map.of();
    private final InstantSource clock;
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private volatile boolean reachable;
    private volatile InputState input = InputState.UNKNOWN;
    private boolean asked;
    private volatile @Nullable Consumer<?, ?> following;
    private @Nullable Thread thread;

    /**
     * @param consumers that read what is committed, and commit nothing themselves
     * @param group that reads the learner's input
     */
    TopicFollower(Supplier<Consumer<String, @Nullable EventEnvelope>> consumers, Supplier<Admin> admins, String group,
            LearnerBook book, BookFeed feed, InstantSource clock) {
        this.consumers = consumers;
        this.admins = admins;
        this.group = group;
        this.book = book;
        this.feed = feed;
        this.clock = clock;
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofPlatform().daemon().name("learner-follower").start(this::run);
    }

    private void run() {
        while (isRunning()) {
            try (Consumer<String, @Nullable EventEnvelope> consumer = consumers.get(); Admin admin = admins.get()) {
                following = consumer;
                follow(consumer, new InputWatch(consumer, admin, group));
            } catch (KafkaException e) {
                LOG.debug("The learner's topics cannot be followed, to be tried again", e);
                answered(false);
            }
            following = null;
            pause();
        }
    }

    private void follow(Consumer<String, @Nullable EventEnvelope> consumer, InputWatch watch) {
        List<TopicPartition> partitions = FOLLOWED.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.topicName(), ANSWER).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        answered(true);
        if (partitions.stream().map(TopicPartition::topic).distinct().count() < FOLLOWED.size()) {
            return;
        }
        consumer.assign(partitions);
        starts(consumer, partitions).forEach(consumer::seek);
        book.clear();
        while (isRunning()) {
            poll(consumer);
            answered(answers(watch));
        }
    }

    /** The latest revision of each scope; of patterns and book, as many of each partition as can be remembered. */
    private Map<TopicPartition, Long> starts(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
        var starts = new HashMap<>(consumer.beginningOffsets(partitions));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        ends.forEach((partition, end) -> {
            if (!isOf(Topic.LIMITS, partition.topic())) {
                starts.merge(partition, end - MOST_OFFSETS, Math::max);
            }
        });
        if (news.isEmpty()) {
            news = Map.copyOf(ends);
        }
        return starts;
    }

    private void poll(Consumer<String, @Nullable EventEnvelope> consumer) {
        try {
            consumer.poll(POLL).forEach(record -> {
                EventEnvelope envelope = record.value();
                if (envelope != null) {
                    take(new TopicPartition(record.topic(), record.partition()), record.offset(), envelope);
                }
            });
        } catch (RecordDeserializationException e) {
            LOG.warn("Passing over an unreadable record: {}", e.getMessage());
            consumer.seek(e.topicPartition(), e.offset() + 1);
        }
    }

    private void take(TopicPartition partition, long offset, EventEnvelope envelope) {
        if (isOf(Topic.LIMITS, partition.topic())) {
            book.addLatest(envelope);
            return;
        }
        book.add(envelope);
        if (envelope.sequence() <= read.getOrDefault(partition, 0L)) {
            return;
        }
        read.put(partition, envelope.sequence());
        if (offset < news.getOrDefault(partition, 0L)) {
            feed.remember(envelope);
        } else {
            feed.add(envelope);
        }
    }

    private static boolean isOf(Topic topic, String name) {
        return topic.topicName().equals(name);
    }

    private boolean answers(InputWatch watch) {
        try {
            input = watch.ask(clock.millis());
            return true;
        } catch (TimeoutException _) {
            return false;
        }
    }

    private void answered(boolean now) {
        if (isRunning() && (!asked || reachable != now)) {
            if (now) {
                LOG.info("Kafka answers");
            } else {
                LOG.warn("Kafka does not answer; the learner waits for it");
            }
        }
        asked = true;
        reachable = now;
    }

    /** Whether Kafka answered lately. */
    boolean isReachable() {
        return reachable;
    }

    /** How far the input goes, as of Kafka's last answer. */
    InputState input() {
        return input;
    }

    private void pause() {
        try {
            stopped.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
        Consumer<?, ?> consumer = following;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            if (thread != null) {
                thread.join(ANSWER);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
