package io.doorstep.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.EventType;
import java.util.EnumMap;
import java.util.Map;
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

    private static final byte[] SPECVERSION = "1.0".getBytes(UTF_8);
    private static final byte[] JSON = "application/json".getBytes(UTF_8);
    private static final Map<EventType, byte[]> TYPES = new EnumMap<>(EventType.class);

    static {
        for (EventType type : EventType.values()) {
            TYPES.put(type, type.typeName().getBytes(UTF_8));
        }
    }

    @Override
    public byte[] serialize(String topic, Headers headers, EventEnvelope envelope) {
        EventType type = EventType.of(envelope.event());
        byte[] typeName = TYPES.get(type);
        put(headers, CloudEvents.SPECVERSION, SPECVERSION);
        put(headers, CloudEvents.ID, envelope.id().getBytes(UTF_8));
        put(headers, CloudEvents.SOURCE, envelope.source().getBytes(UTF_8));
        put(headers, CloudEvents.TYPE, typeName == null ? type.typeName().getBytes(UTF_8) : typeName);
        put(headers, CloudEvents.TIME, envelope.time().toString().getBytes(UTF_8));
        put(headers, CloudEvents.SEQUENCE, Long.toString(envelope.sequence()).getBytes(UTF_8));
        put(headers, CloudEvents.CONTENT_TYPE, JSON);
        return serialize(topic, envelope);
    }

    /** The JSON value alone. */
    @Override
    public byte[] serialize(String topic, EventEnvelope envelope) {
        return DoorstepJson.mapper().writeValueAsBytes(envelope.event());
    }

    private static void put(Headers headers, String name, byte[] value) {
        headers.remove(name);
        headers.add(name, value);
    }
}
