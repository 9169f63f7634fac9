package io.doorstep.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.EventType;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/**
 * Reads what {@link EventSerializer} wrote. Null for a tombstone and for a type that is not known or not asked for; a
 * {@link SerializationException}, and no other exception, for a record that claims a known type and is not one, or has no
 * type: JSON that is no event, such as {@code null}, is none either.
 */
public final class EventDeserializer implements Deserializer<@Nullable EventEnvelope> {
    /** Made once: to find out how a record is read costs as much as to read one. */
    private static final Map<EventType, ObjectReader> READERS = new EnumMap<>(EventType.class);

    static {
        for (EventType type : EventType.values()) {
            READERS.put(type, DoorstepJson.mapper().readerFor(type.record()));
        }
    }

    private final Set<EventType> types;

    public EventDeserializer() {
        this(EnumSet.allOf(EventType.class));
    }

    /** @param types that are read; of others not even the value is looked at, as of those this version does not know */
    public EventDeserializer(Set<EventType> types) {
        this.types = EnumSet.copyOf(types);
    }

    @Override
    public @Nullable EventEnvelope deserialize(String topic, Headers headers, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        Optional<EventType> type = EventType.named(required(topic, headers, CloudEvents.TYPE));
        return type.isPresent() && types.contains(type.get()) ? read(topic, headers, value, type.get()) : null;
    }

    private static EventEnvelope read(String topic, Headers headers, byte[] value, EventType type) {
        String source = required(topic, headers, CloudEvents.SOURCE);
        String sequence = required(topic, headers, CloudEvents.SEQUENCE);
        String time = required(topic, headers, CloudEvents.TIME);
        try {
            return new EventEnvelope(source, Long.parseLong(sequence), InstantText.parse(time),
                    readerOf(type).readValue(value));
        } catch (RuntimeException e) {
            throw new SerializationException("not a readable " + type.typeName() + " on " + topic, e);
        }
    }

    private static ObjectReader readerOf(EventType type) {
        ObjectReader reader = READERS.get(type);
        if (reader == null) {
            throw new IllegalStateException("every type has a reader");
        }
        return reader;
    }

    /** Not supported: the type of an event is in its headers. */
    @Override
    public @Nullable EventEnvelope deserialize(String topic, byte[] value) {
        throw new SerializationException("an event on " + topic + " cannot be read without its headers");
    }

    private static String required(String topic, Headers headers, String name) {
        Header header = headers.lastHeader(name);
        byte[] value = header == null ? null : header.value();
        if (value == null) {
            throw new SerializationException("a record on " + topic + " has no header " + name);
        }
        return new String(value, UTF_8);
    }
}
