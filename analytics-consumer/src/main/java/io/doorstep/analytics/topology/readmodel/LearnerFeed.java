package io.doorstep.analytics.topology.readmodel;

import io.doorstep.analytics.topology.EventTime;
import io.doorstep.analytics.topology.InputState;
import io.doorstep.analytics.topology.deadletter.DeadLetterPublisher;
import io.doorstep.analytics.topology.lifecycle.InputWatch;
import io.doorstep.analytics.topology.stream.Counters;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitsConfigured;
import io.doorstep.events.Topic;
import io.doorstep.support.kafka.TopicFeed;
import io.doorstep.support.kafka.TopicKeeper;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the learner has committed, and what the chat service was configured with, into the {@link LearnerReadModel} and the {@link EventReplayBuffer}, on every instance, and
 * looks how far the input goes. For one thread, but for what it is asked.
 */
public final class LearnerFeed implements TopicFeed, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LearnerFeed.class);
    /** A transaction takes an offset of its own. */
    private static final long MOST_OFFSETS = 2L * LearnerReadModel.MOST_PATTERNS;
    /** As many as some dozens of instances publish in a minute. */
    private static final long MOST_CONFIGURED = 1000;
    /** The latest revision of each scope and sanction of each client; of patterns and of the revision log, as many of each partition as can be remembered. */
    public static final Map<Topic, Long> FOLLOWED = Map.of(Topic.PATTERNS, MOST_OFFSETS, Topic.CONFIGURATION,
            MOST_CONFIGURED, Topic.LIMITS, Long.MAX_VALUE,
            Topic.SANCTIONS, Long.MAX_VALUE, Topic.REVISION_LOG, MOST_OFFSETS);

    private final LearnerReadModel readModel;
    private final EventReplayBuffer feed;
    private final TopicKeeper keeper;
    private final InputWatch watch;
    private final DeadLetterPublisher letters;
    private final InstantSource clock;
    private final long begunMs;
    /** The learner's count of its events, as far as each partition was read; what comes again is no news. */
    private final Map<TopicPartition, Long> read = new HashMap<>();
    private boolean caughtUp;
    private volatile InputState input = InputState.UNKNOWN;

    /** @param letters takes what cannot be read */
    public LearnerFeed(LearnerReadModel readModel, EventReplayBuffer feed, TopicKeeper keeper, InputWatch watch,
            DeadLetterPublisher letters,
            InstantSource clock) {
        this.readModel = readModel;
        this.feed = feed;
        this.keeper = keeper;
        this.watch = watch;
        this.letters = letters;
        this.clock = clock;
        this.begunMs = clock.millis();
    }

    @Override
    public void onEvent(TopicPartition partition, long offset, EventEnvelope envelope) {
        if (partition.topic().equals(Topic.LIMITS.topicName())) {
            readModel.addLatest(envelope);
            return;
        }
        if (partition.topic().equals(Topic.SANCTIONS.topicName())) {
            if (readModel.sanctions().add(envelope) && isOfNow(envelope)) {
                feed.pass(envelope.event());
            }
            return;
        }
        if (envelope.event() instanceof LimitsConfigured configured) {
            readModel.doors().add(configured, envelope.time().toEpochMilli());
            return;
        }
        readModel.add(envelope);
        if (!isNews(partition, envelope)) {
            return;
        }
        if (isOfNow(envelope)) {
            feed.add(envelope);
        } else {
            feed.remember(envelope);
        }
    }

    private boolean isOfNow(EventEnvelope envelope) {
        return caughtUp || !EventTime.isBefore(envelope.time(), begunMs);
    }

    private boolean isNews(TopicPartition partition, EventEnvelope envelope) {
        if (!envelope.source().equals(Counters.SOURCE)) {
            return true;
        }
        long before = read.getOrDefault(partition, 0L);
        read.put(partition, Math.max(before, envelope.sequence()));
        return envelope.sequence() > before;
    }

    @Override
    public void onMadeAnew(Topic topic) {
        if (topic == Topic.SANCTIONS) {
            readModel.sanctions().clear();
        }
    }

    @Override
    public void onUnreadable(RecordDeserializationException record) {
        letters.send(record);
    }

    @Override
    public void onCaughtUp() {
        caughtUp = true;
    }

    @Override
    public void onTurn(Consumer<?, ?> consumer) {
        try {
            InputState state = watch.ask(consumer, keeper.seen(), clock.millis());
            input = state == null ? input : state;
        } catch (KafkaException e) {
            LOG.debug("How far the input goes is not known", e);
        }
    }

    /** How far the input goes, as of Kafka's last answer. */
    public InputState input() {
        return input;
    }

    @Override
    public void close() {
        watch.close();
    }
}
