package io.doorstep.chat.kafka.pipeline;

import io.doorstep.events.ChatMessage;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.json.EventDeserializer;
import io.doorstep.support.log.OncePerCause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages that have been put into the spool, until it is certain whether they stay there: then somebody is told. */
public final class PendingDurability {
    private static final Logger LOG = LoggerFactory.getLogger(PendingDurability.class);

    private final EventDeserializer deserializer = new EventDeserializer();
    private final MessageDeliveryListener fate;
    private final List<ProducerRecord<String, byte[]>> uncertain = new ArrayList<>();
    private final OncePerCause failures = OncePerCause.minute();

    public PendingDurability(MessageDeliveryListener fate) {
        this.fate = fate;
    }

    public void add(ProducerRecord<String, byte[]> record) {
        uncertain.add(record);
    }

    public boolean isEmpty() {
        return uncertain.isEmpty();
    }

    public void onCommitted() {
        settle(fate::onKept);
    }

    /** What has been put into the spool since it was last committed is not there. */
    void onLost() {
        settle((_, message) -> fate.onNotKept(message));
    }

    private void settle(BiConsumer<Instant, ChatMessage> outcome) {
        if (!uncertain.isEmpty()) {
            List<ProducerRecord<String, byte[]>> certain = List.copyOf(uncertain);
            uncertain.clear();
            certain.forEach(record -> tell(record, outcome));
        }
    }

    /** This one is neither with Kafka nor on disk. */
    public void refuse(ProducerRecord<String, byte[]> record) {
        tell(record, (_, message) -> fate.onNotKept(message));
    }

    /** As of a record. */
    public void refuse(ChatMessage message) {
        try {
            fate.onNotKept(message);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void tell(ProducerRecord<String, byte[]> record, BiConsumer<Instant, ChatMessage> outcome) {
        try {
            EventEnvelope envelope = read(record);
            if (envelope != null && envelope.event() instanceof ChatMessage message) {
                outcome.accept(envelope.time(), message);
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void failed(RuntimeException e) {
        failures.run(e.getClass().getName(), times -> LOG.warn("What became of a message could not be told ({})",
                times, e));
    }

    private @Nullable EventEnvelope read(ProducerRecord<String, byte[]> record) {
        return deserializer.deserialize(record.topic(), record.headers(), record.value());
    }
}
