package io.doorstep.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * The wire format against the golden files of this version. A difference is a change that every consumer sees: with
 * {@code -Ddoorstep.golden=write} the files are written anew, and the change shows in the review.
 */
class WireFormatTests {
    private final EventSerializer serializer = new EventSerializer();
    private final EventDeserializer deserializer = new EventDeserializer();

    @ParameterizedTest
    @EnumSource
    void events_areGolden(EventType type) {
        for (var form : Map.of("full", SampleEvents.full(type), "sparse", SampleEvents.sparse(type)).entrySet()) {
            String wire = wire(form.getValue());
            assertThat(wire).isEqualTo(Golden.current(type, form.getKey(), wire).text());
        }
    }

    private String wire(Event event) {
        var headers = new RecordHeaders();
        byte[] value = serializer.serialize("topic", headers, envelope(event));
        StringBuilder out = new StringBuilder("key: " + event.key() + "\n");
        for (Header header : headers) {
            out.append(header.key()).append(": ").append(new String(header.value(), UTF_8)).append('\n');
        }
        return out.append('\n').append(new String(value, UTF_8)).append('\n').toString();
    }

    private static EventEnvelope envelope(Event event) {
        return new EventEnvelope("chat-1f00d", 42, Instant.parse("2026-01-02T03:04:05.678Z"), event);
    }

    @ParameterizedTest
    @EnumSource
    void read_returnsWhatWasWritten(EventType type) {
        for (Event event : List.of(SampleEvents.full(type), SampleEvents.sparse(type))) {
            var headers = new RecordHeaders();
            byte[] value = serializer.serialize("topic", headers, envelope(event));
            assertThat(deserializer.deserialize("topic", headers, value)).isEqualTo(envelope(event));
        }
    }

    @ParameterizedTest
    @EnumSource
    void value_validatesAgainstItsSchema(EventType type) {
        var schema = Schemas.of(type);
        for (Event event : List.of(SampleEvents.full(type), SampleEvents.sparse(type))) {
            String value = new String(serializer.serialize("topic", envelope(event)), UTF_8);
            assertThat(schema.validate(value, InputFormat.JSON)).as(value).isEmpty();
        }
        assertThat(schema.validate("{}", InputFormat.JSON)).as("an empty object").isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void schema_describesEveryField(EventType type) {
        JsonNode schema = DoorstepJson.mapper().readTree(EventSchemas.schema(type));
        JsonNode value = DoorstepJson.mapper()
                .readTree(serializer.serialize("topic", envelope(SampleEvents.full(type))));
        assertThat(schema.get("properties").propertyNames()).containsExactlyElementsOf(value.propertyNames());
        assertThat(undescribed(schema, type.typeName())).isEmpty();
    }

    private static List<String> undescribed(JsonNode schema, String at) {
        List<String> found = new ArrayList<>();
        if (schema.path("description").stringValue("").isBlank()) {
            found.add(at);
        }
        schema.path("properties").forEachEntry((name, child) -> found.addAll(undescribed(child, at + "." + name)));
        if (schema.has("items")) {
            found.addAll(undescribed(schema.get("items"), at + "[]"));
        }
        return found;
    }

    @Test
    void read_passesOver_whenTypeIsUnknownOrValueIsTombstone() {
        var headers = new RecordHeaders();
        headers.add(CloudEvents.TYPE, "io.doorstep.tomorrow.v9".getBytes(UTF_8));
        assertThat(deserializer.deserialize("topic", headers, "{}".getBytes(UTF_8))).isNull();
        assertThat(deserializer.deserialize("topic", new RecordHeaders(), (byte[]) null)).isNull();
    }

    @Test
    void read_ignoresFieldsOfNewerVersions() {
        var headers = new RecordHeaders();
        Event event = SampleEvents.full(EventType.FAILED_OPEN);
        String value = new String(serializer.serialize("topic", headers, envelope(event)), UTF_8);
        String newer = value.replaceFirst("\\{", "{\"added_later\":[1],");
        assertThat(Objects.requireNonNull(deserializer.deserialize("topic", headers, newer.getBytes(UTF_8))).event())
                .isEqualTo(event);
    }

    @Test
    void read_fails_whenARecordIsNotWhatItClaims() {
        var headers = new RecordHeaders();
        serializer.serialize("topic", headers, envelope(SampleEvents.full(EventType.VIOLATION)));
        assertThatThrownBy(() -> deserializer.deserialize("topic", headers, "{\"client\":".getBytes(UTF_8)))
                .isInstanceOf(SerializationException.class).hasMessageContaining("io.doorstep.violation.v1");
        assertThatThrownBy(() -> deserializer.deserialize("topic", new RecordHeaders(), new byte[0]))
                .isInstanceOf(SerializationException.class).hasMessageContaining("ce_type");
    }
}
