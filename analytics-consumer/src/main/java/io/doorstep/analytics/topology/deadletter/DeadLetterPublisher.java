package io.doorstep.analytics.topology.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.analytics.topology.FailureCauses;
import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.events.Topic;
import io.doorstep.support.kafka.RecordHeaders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes records of the learner's own topics that cannot be read to the dead letters, with the headers that Kafka Streams
 * gives its own. They are read again at each start, so there is a most per start. For one thread.
 */
public final class DeadLetterPublisher implements AutoCloseable {
    /** Letters of one start. */
    static final int MOST = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterPublisher.class);
    private static final String PREFIX = "__streams.errors.";

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final LearnerListener listener;
    private @Nullable Producer<byte[], byte[]> producer;
    private int sent;

    /** @param producers asked when there is something to be sent */
    public DeadLetterPublisher(Supplier<Producer<byte[], byte[]>> producers, LearnerListener listener) {
        this.producers = producers;
        this.listener = listener;
    }

    public void send(RecordDeserializationException record) {
        listener.onUnreadable();
        if (sent++ >= MOST) {
            return;
        }
        try {
            for (ProducerRecord<byte[], byte[]> letter : DeadLetters.bounded(List.of(letter(record)))) {
                var _ = producer().send(letter, DeadLetterPublisher::sent);
            }
        } catch (KafkaException e) {
            LOG.debug("A dead letter could not be sent", e);
            close();
        }
    }

    private static void sent(@Nullable RecordMetadata place, @Nullable Exception failure) {
        if (failure != null) {
            LOG.debug("A dead letter was not taken", failure);
        }
    }

    private static ProducerRecord<byte[], byte[]> letter(RecordDeserializationException record) {
        Headers headers = RecordHeaders.copyOf(record.headers());
        Throwable cause = record.getCause() == null ? record : record.getCause();
        add(headers, "exception", cause.getClass().getName());
        add(headers, "message", FailureCauses.root(cause));
        add(headers, "topic", record.topicPartition().topic());
        add(headers, "partition", Integer.toString(record.topicPartition().partition()));
        add(headers, "offset", Long.toString(record.offset()));
        return new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), null, Math.max(0, record.timestamp()),
                bytes(record.keyBuffer()), bytes(record.valueBuffer()), headers);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(PREFIX + name, value.getBytes(UTF_8));
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        return buffer == null ? null : Utils.toArray(buffer);
    }

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> there = producer;
        if (there == null) {
            there = producers.get();
            producer = there;
        }
        return there;
    }

    @Override
    public synchronized void close() {
        Producer<byte[], byte[]> there = producer;
        producer = null;
        if (there != null) {
            there.close(Duration.ZERO);
        }
    }
}
