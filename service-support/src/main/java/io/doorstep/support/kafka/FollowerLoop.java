package io.doorstep.support.kafka;

import io.doorstep.events.Topic;
import io.doorstep.events.topics.FoundTopic;
import io.doorstep.support.log.OncePerCause;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the thread of a {@link TopicFollower} does.
 *
 * @param <V> what a record has
 */
final class FollowerLoop<V> {
    private static final Logger LOG = LoggerFactory.getLogger(FollowerLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String name;
    private final Map<Topic, Long> lookBack;
    private final TopicKeeper keeper;
    private final Supplier<Consumer<String, @Nullable V>> consumers;
    private final RecordFeed<V> feed;
    private final Positions positions;
    private final AtomicLong skipped = new AtomicLong();
    private final OncePerCause lines = OncePerCause.minute();
    private boolean begun;
    private volatile boolean running;
    private volatile boolean caughtUp;
    private volatile @Nullable String failure;
    private volatile @Nullable Consumer<?, ?> following;

    FollowerLoop(String name, Map<Topic, Long> lookBack, TopicKeeper keeper,
            Supplier<Consumer<String, @Nullable V>> consumers, RecordFeed<V> feed) {
        this.name = name;
        this.lookBack = Map.copyOf(lookBack);
        this.keeper = keeper;
        this.consumers = consumers;
        this.feed = feed;
        this.positions = new Positions(this.lookBack);
    }

    void resume() {
        running = true;
    }

    void run() throws InterruptedException {
        while (running) {
            if (!keeper.await(seen -> seen.hasAll(lookBack.keySet()), PAUSE)) {
                if (keeper.seen().contact() == Contact.ANSWERS) {
                    feed.onAbsent();
                }
                continue;
            }
            try (Consumer<String, @Nullable V> consumer = consumers.get()) {
                following = consumer;
                follow(consumer, there());
            } catch (WakeupException _) {
                LOG.debug("{} is no longer followed", name);
            } catch (KafkaException | IllegalStateException e) {
                failed(e);
                Thread.sleep(PAUSE);
            } finally {
                following = null;
            }
        }
    }

    private void failed(RuntimeException e) {
        failure = e.toString();
        lines.run(e.getClass().getName(),
                times -> LOG.info("{} is followed again after: {} ({})", name, e.toString(), times));
    }

    /** The topics as they are now. */
    private Map<Topic, FoundTopic> there() {
        Map<Topic, FoundTopic> there = new EnumMap<>(Topic.class);
        TopicsSeen seen = keeper.seen();
        lookBack.keySet().forEach(topic -> seen.of(topic).ifPresent(found -> there.put(topic, found)));
        return there;
    }

    private void follow(Consumer<String, @Nullable V> consumer, Map<Topic, FoundTopic> topics) {
        List<TopicPartition> partitions = Positions.partitions(topics);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
        Positions.Starts starts = positions.starts(topics, consumer.beginningOffsets(partitions, ANSWER), ends);
        consumer.assign(partitions);
        starts.offsets().forEach(consumer::seek);
        if (!begun) {
            begun = true;
            feed.onBegin(starts.areWhole());
        }
        starts.anew().forEach(feed::onMadeAnew);
        while (running && there().equals(topics)) {
            if (!caughtUp && partitions.stream()
                    .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L))) {
                caughtUp = true;
                feed.onCaughtUp();
            }
            poll(consumer);
            failure = null;
            feed.onTurn(consumer);
        }
    }

    private void poll(Consumer<String, @Nullable V> consumer) {
        try {
            ConsumerRecords<String, @Nullable V> records = consumer.poll(POLL);
            for (TopicPartition partition : records.partitions()) {
                records.records(partition).forEach(record -> handle(partition, record));
            }
        } catch (RecordDeserializationException e) {
            consumer.seek(e.topicPartition(), e.offset() + 1);
            positions.passed(e.topicPartition(), e.offset());
            skip(e.topicPartition(), e.offset(), e);
            feed.onUnreadable(e);
        }
    }

    private void handle(TopicPartition partition, ConsumerRecord<String, @Nullable V> record) {
        positions.passed(partition, record.offset());
        if (record.value() == null) {
            return;
        }
        try {
            feed.onRecord(partition, present(record));
        } catch (RuntimeException | StackOverflowError e) {
            skip(partition, record.offset(), e);
        }
    }

    /** A record that has a value. */
    @SuppressWarnings("unchecked")
    private static <V> ConsumerRecord<String, ? extends V> present(ConsumerRecord<String, @Nullable V> record) {
        return (ConsumerRecord<String, ? extends V>) (ConsumerRecord<String, ?>) record;
    }

    private void skip(TopicPartition partition, long offset, Throwable why) {
        skipped.incrementAndGet();
        lines.run("skip " + why.getClass().getName(), times -> LOG.warn(
                "Passing over {} at {}, which can't be read or makes no sense ({} since the last such line): {}",
                partition, offset, times, String.valueOf(why.getCause() == null ? why : why.getCause())));
    }

    void stop() {
        running = false;
        Consumer<?, ?> consumer = following;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    boolean isRunning() {
        return running;
    }

    boolean isCaughtUp() {
        return caughtUp;
    }

    /** Why the topics could not be followed the latest time; null where they are. */
    @Nullable
    String failure() {
        return failure;
    }

    long skipped() {
        return skipped.get();
    }
}
