package io.doorstep.analytics.topology.lifecycle;

import io.doorstep.analytics.topology.InputState;
import io.doorstep.analytics.topology.LearnerTopics;
import io.doorstep.support.kafka.Contact;
import io.doorstep.support.kafka.TopicsSeen;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka how far the input goes, and up to where the learner's group has committed. For one thread. */
public final class InputWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InputWatch.class);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final long COMMITTED_FOR_MS = 1000;

    private final Supplier<InternalTopics> internalTopics;
    private volatile @Nullable InternalTopics internal;
    private Map<TopicPartition, Long> starts = Map.of();
    private long startsAtMs;

    /** @param internalTopics of the group that reads the input */
    public InputWatch(Supplier<InternalTopics> internalTopics) {
        this.internalTopics = internalTopics;
    }

    /**
     * @param seen the topics as they are
     * @return how far it goes; null where the input is not there
     * @throws org.apache.kafka.common.KafkaException where Kafka does not answer in time
     */
    public @Nullable InputState ask(Consumer<?, ?> consumer, TopicsSeen seen, long nowMs) {
        if (seen.contact() != Contact.ANSWERS || !seen.hasAll(LearnerTopics.INPUT)) {
            return null;
        }
        List<TopicPartition> partitions = LearnerTopics.partitionsOf(seen, LearnerTopics.INPUT);
        if (startsAtMs == 0 || nowMs - startsAtMs >= COMMITTED_FOR_MS) {
            Map<TopicPartition, Long> asked = new HashMap<>(consumer.beginningOffsets(partitions, ANSWER));
            committed().forEach((partition, offset) -> asked.merge(partition, offset, Math::max));
            starts = asked;
            startsAtMs = nowMs;
        }
        return new InputState(nowMs, consumer.endOffsets(partitions, ANSWER), starts);
    }

    private Map<TopicPartition, Long> committed() {
        InternalTopics there = internal == null ? internalTopics.get() : internal;
        internal = there;
        try {
            return there.committed();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("What the learner has committed is not known", e);
            close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Map.of();
    }

    @Override
    public void close() {
        InternalTopics there = internal;
        internal = null;
        if (there != null) {
            there.close();
        }
    }
}
