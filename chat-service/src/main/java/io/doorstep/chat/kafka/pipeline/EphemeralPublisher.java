package io.doorstep.chat.kafka.pipeline;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The way to Kafka of what is of use for seconds: signals, and the configuration. What cannot go at once is forgotten. */
public final class EphemeralPublisher {
    private static final int MOST_IN_FLIGHT = 1000;

    private final Predicate<String> kafkaTakes;
    private final Runnable onAcknowledged;
    private final AtomicInteger inFlight = new AtomicInteger();
    private @Nullable Producer<String, byte[]> producer;

    /** @param kafkaTakes whether Kafka answers and has a topic, by its name */
    public EphemeralPublisher(Predicate<String> kafkaTakes, Runnable onAcknowledged) {
        this.kafkaTakes = kafkaTakes;
        this.onAcknowledged = onAcknowledged;
    }

    /** @param by null: there is none now */
    public void reached(@Nullable Producer<String, byte[]> by) {
        producer = by;
    }

    public void take(ProducerRecord<String, byte[]> record) {
        Producer<String, byte[]> to = producer;
        if (to == null || inFlight.get() >= MOST_IN_FLIGHT || !kafkaTakes.test(record.topic())) {
            return;
        }
        inFlight.incrementAndGet();
        try {
            var _ = to.send(record, (_, error) -> onDone(error));
        } catch (KafkaException | IllegalStateException e) {
            onDone(e);
        }
    }

    private void onDone(@Nullable Exception error) {
        inFlight.decrementAndGet();
        if (error == null) {
            onAcknowledged.run();
        }
    }
}
