package io.doorstep.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is on a topic: an event, nothing, or the one exception. */
class EventDeserializerTests {
    /** JSON that is no event of any type. */
    private static final List<String> NO_EVENTS = List.of("null", "{}", "[]", "[null]", "\"x\"", "\"\"", "5", "-1",
            "1e999", "true", "", " ", "{\"client\":", "{\"client\":null}", "\u0000", "nul", "[[[[]]]]");
    private static final int ROUNDS = 400;
    private static final List<String> ODD_VALUES = List.of("null", "{}", "[]", "[null]", "\"\"", "\"x\"", "-1", "0",
            "1e999", "-1e999", "1.5", "9223372036854775807", "-9223372036854775808", "99999999999999999999999",
            "2147483648", "true", "{\"a\":{\"b\":null}}", "\"\\ud800\"", "\"NaN\"", "[[1]]");

    private static RecordHeaders headers(EventType type) {
        RecordHeaders headers = new RecordHeaders();
        new EventSerializer().serialize("topic", headers,
                new EventEnvelope("chat-1", 1, Instant.EPOCH, SampleEvents.full(type)));
        return headers;
    }

    private static String json(EventType type) {
        return DoorstepJson.mapper().writeValueAsString(SampleEvents.full(type));
    }

    private static @Nullable EventEnvelope read(Headers headers, byte @Nullable [] value) {
        return new EventDeserializer().deserialize("topic", headers, value);
    }

    static Stream<Arguments> typesAndNoEvents() {
        return Stream.of(EventType.values())
                .flatMap(type -> NO_EVENTS.stream().map(value -> Arguments.of(type, value)));
    }

    @ParameterizedTest
    @MethodSource("typesAndNoEvents")
    void deserialize_throwsTheOneException_whenJsonIsNoEvent(EventType type, String value) {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> read(headers(type), value.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void deserialize_returnsNull_whenTheRecordIsATombstone(EventType type) {
        assertThat(read(headers(type), null)).isNull();
    }

    private static Consumer<RecordHeaders> with(String name, @Nullable String value) {
        return headers -> headers.remove(name).add(name, value == null ? null : value.getBytes(UTF_8));
    }

    static Stream<Consumer<RecordHeaders>> oddHeaders() {
        return Stream.of(headers -> headers.remove("ce_source"), headers -> headers.remove("ce_sequence"),
                headers -> headers.remove("ce_time"), headers -> headers.remove("ce_type"), with("ce_type", null),
                with("ce_source", null), with("ce_source", ""), with("ce_source", "x".repeat(2000)),
                with("ce_sequence", null), with("ce_sequence", ""), with("ce_sequence", "0"),
                with("ce_sequence", "-1"), with("ce_sequence", "one"), with("ce_sequence", "9223372036854775807"),
                with("ce_sequence", "99999999999999999999"), with("ce_time", null), with("ce_time", ""),
                with("ce_time", "yesterday"), with("ce_time", "2026-13-01T00:00:00Z"),
                with("ce_time", "+9999999999-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @MethodSource("oddHeaders")
    void deserialize_throwsTheOneException_whenHeadersDoNotPlaceTheEvent(Consumer<RecordHeaders> damage) {
        RecordHeaders headers = headers(EventType.VIOLATION);
        damage.accept(headers);
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> read(headers, json(EventType.VIOLATION).getBytes(UTF_8)));
        if (headers.lastHeader("ce_type") != null && headers.lastHeader("ce_type").value() != null) {
            assertThat(EventPosition.of(headers)).isEmpty();
        }
    }

    @Test
    void deserialize_reads_whateverTheTimeIs() {
        for (Instant time : List.of(Instant.MIN, Instant.EPOCH.minusSeconds(1), Instant.MAX)) {
            RecordHeaders headers = headers(EventType.SHED);
            with("ce_time", time.toString()).accept(headers);
            EventEnvelope envelope = read(headers, json(EventType.SHED).getBytes(UTF_8));
            assertThat(envelope).isNotNull().extracting(EventEnvelope::time).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void deserialize_throwsTheOneException_whenANameIsHuge(EventType type) {
        String huge = json(type).replaceFirst(":\"[^\"]*\"", ":\"" + "x".repeat(70_000) + "\"");
        if (!huge.equals(json(type)) && type != EventType.CHAT_MESSAGE) {
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(() -> read(headers(type), huge.getBytes(UTF_8)));
        }
    }

    /** A field of another value, or without one, anywhere in the event; or bytes that were hit. */
    @RepeatedTest(ROUNDS)
    void deserialize_returnsAnEventThatCanBeWritten_orThrowsTheOneException(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (EventType type : EventType.values()) {
            byte[] damaged = random.nextBoolean() ? damageField(type, random) : damageBytes(type, random);
            RecordHeaders headers = headers(type);
            EventEnvelope read;
            try {
                read = read(headers, damaged);
            } catch (SerializationException _) {
                continue;
            }
            assertThat(read).as(new String(damaged, UTF_8)).isNotNull().satisfies(envelope -> {
                assertThat(envelope.event().key()).isNotNull();
                assertThat(envelope.event().hashCode()).isEqualTo(envelope.event().hashCode());
                byte[] written = new EventSerializer().serialize("topic", new RecordHeaders(), envelope);
                EventEnvelope again = read(headers, written);
                assertThat(again).isNotNull().extracting(EventEnvelope::event).isEqualTo(envelope.event());
            });
        }
    }

    private static byte[] damageField(EventType type, Random random) {
        JsonNode root = DoorstepJson.mapper().readTree(json(type));
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        String odd = ODD_VALUES.get(random.nextInt(ODD_VALUES.size()));
        String marker = "\"\u00a7marker\u00a7\"";
        if (container instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = List.copyOf(object.propertyNames());
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.put(name, "\u00a7marker\u00a7");
            }
        } else if (container instanceof ArrayNode array) {
            array.add("\u00a7marker\u00a7");
        }
        return DoorstepJson.mapper().writeValueAsString(root).replace(marker, odd).getBytes(UTF_8);
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static byte[] damageBytes(EventType type, Random random) {
        byte[] bytes = json(type).getBytes(UTF_8);
        for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean()
                    ? "{}[]:,\"0-e.".charAt(random.nextInt(11))
                    : random.nextInt(256));
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
