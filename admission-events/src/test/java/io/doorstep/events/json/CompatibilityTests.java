package io.doorstep.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What was promised with every version, held against this one: fields are added, never changed, removed or required. */
class CompatibilityTests {

    static List<Golden> golden() {
        return Golden.all();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void record_isRead_withAllItsFields(Golden golden) {
        var headers = new RecordHeaders();
        golden.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        EventEnvelope envelope = Objects.requireNonNull(
                new EventDeserializer().deserialize("topic", headers, golden.value().getBytes(UTF_8)));
        assertThat(EventType.of(envelope.event())).isEqualTo(golden.type());
        JsonNode written = DoorstepJson.mapper().readTree(new EventSerializer().serialize("topic", envelope));
        assertThat(leaves(written)).containsAllEntriesOf(leaves(golden.json()));
        assertThat(envelope.id()).isEqualTo(golden.headers().get("ce_id"));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void record_isValid_byTodaysSchema(Golden golden) {
        assertThat(Schemas.of(golden.type()).validate(golden.value(), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void fields_areStillThere_withTheirTypes(Golden golden) {
        JsonNode schema = DoorstepJson.mapper().readTree(EventSchemas.schema(golden.type()));
        List<String> broken = new ArrayList<>();
        compare(golden.json(), schema, golden.type().typeName(), broken);
        assertThat(broken).isEmpty();
    }

    private static void compare(JsonNode value, JsonNode schema, String at, List<String> broken) {
        String type = schema.path("type").stringValue("");
        boolean same = switch (type) {
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            default -> false;
        };
        if (!same) {
            broken.add(at + " was " + value.getNodeType() + " and is '" + type + "'");
        } else if (value.isObject()) {
            value.forEachEntry((name, child) -> compare(child, schema.path("properties").has(name)
                    ? schema.path("properties").get(name)
                    : schema.path("additionalProperties"), at + "." + name, broken));
        } else if (value.isArray()) {
            value.forEach(child -> compare(child, schema.path("items"), at + "[]", broken));
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void requiredFields_areThoseThatAlwaysWere(Golden golden) {
        if (golden.form().equals("sparse")) {
            Set<String> required = new TreeSet<>();
            DoorstepJson.mapper().readTree(EventSchemas.schema(golden.type())).path("required")
                    .forEach(name -> required.add(name.stringValue()));
            assertThat(required).as("of the record without any optional field")
                    .containsExactlyInAnyOrderElementsOf(golden.json().propertyNames());
        }
    }

    @Test
    void everyVersion_hasBothFormsOfItsTypes() {
        var forms = new TreeMap<String, Set<String>>();
        golden().forEach(golden -> forms.computeIfAbsent(golden.version() + " " + golden.type().typeName(),
                _ -> new TreeSet<>()).add(golden.form()));
        assertThat(forms.values()).isNotEmpty().allMatch(Set.of("full", "sparse")::equals);
    }

    private static Map<String, String> leaves(JsonNode value) {
        var leaves = new TreeMap<String, String>();
        collect(value, "", leaves);
        return leaves;
    }

    private static void collect(JsonNode value, String at, Map<String, String> leaves) {
        if (value.isObject()) {
            value.forEachEntry((name, child) -> collect(child, at + "." + name, leaves));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                collect(value.get(i), at + "[" + i + "]", leaves);
            }
        } else {
            leaves.put(at, value.toString());
        }
    }
}
