package io.doorstep.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.EventType;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes an event as a JSON value with its attributes in {@code ce_} headers.
 *
 * @see <a href=
 *     "https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">CloudEvents over
 *     Kafka, binary content mode</a>
 */
public final class EventSerializer implements Serializer<EventEnvelope> {

    @Override
    public byte[] serialize(String topic, Headers headers, EventEnvelope envelope) {
        put(headers, CloudEvents.SPECVERSION, "1.0");
        put(headers, CloudEvents.ID, envelope.id());
        put(headers, CloudEvents.SOURCE, envelope.source());
        put(headers, CloudEvents.TYPE, EventType.of(envelope.event()).typeName());
        put(headers, CloudEvents.TIME, envelope.time().toString());
        put(headers, CloudEvents.SEQUENCE, Long.toString(envelope.sequence()));
        put(headers, CloudEvents.CONTENT_TYPE, "application/json");
        return serialize(topic, envelope);
    }

    /** The JSON value alone. */
    @Override
    public byte[] serialize(String topic, EventEnvelope envelope) {
        return DoorstepJson.mapper().writeValueAsBytes(envelope.event());
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }
}
