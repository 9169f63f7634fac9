package io.doorstep.chat.kafka;

import io.doorstep.events.ChatMessage;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.json.EventDeserializer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages that have been put into the spool, until it is certain that they stay there: then somebody is told. */
final class KeptMessages {
    private static final Logger LOG = LoggerFactory.getLogger(KeptMessages.class);

    private final EventDeserializer deserializer = new EventDeserializer();
    private final BiConsumer<Instant, ChatMessage> onKept;
    private final List<ProducerRecord<String, byte[]>> uncertain = new ArrayList<>();

    KeptMessages(BiConsumer<Instant, ChatMessage> onKept) {
        this.onKept = onKept;
    }

    void add(ProducerRecord<String, byte[]> record) {
        uncertain.add(record);
    }

    boolean isEmpty() {
        return uncertain.isEmpty();
    }

    void onCommitted() {
        List<ProducerRecord<String, byte[]>> certain = List.copyOf(uncertain);
        uncertain.clear();
        certain.forEach(this::tell);
    }

    void onLost() {
        uncertain.clear();
    }

    private void tell(ProducerRecord<String, byte[]> record) {
        try {
            EventEnvelope envelope = read(record);
            if (envelope != null && envelope.event() instanceof ChatMessage message) {
                onKept.accept(envelope.time(), message);
            }
        } catch (RuntimeException e) {
            LOG.warn("A message that is in the spool could not be shown", e);
        }
    }

    private @Nullable EventEnvelope read(ProducerRecord<String, byte[]> record) {
        return deserializer.deserialize(record.topic(), record.headers(), record.value());
    }
}
