package io.doorstep.events.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What no event may ever carry. */
class PrivacyTests {
    private static final String ADDRESS = "(^|_)(ip|ips|address|addr|remote|host|forwarded|peer|user_agent)($|_)";
    private static final String TEXT = "(^|_)(text|body|content|message|payload|typed)($|_)";

    @ParameterizedTest
    @EnumSource
    void noEvent_hasAFieldForAnAddress(EventType type) {
        assertThat(fields(type)).isNotEmpty().noneMatch(name -> name.matches(".*" + ADDRESS + ".*"));
    }

    /** Only the conversations carry texts. */
    @ParameterizedTest
    @EnumSource
    void noAdmissionEvent_hasAFieldForAText(EventType type) {
        if (type.topic().topicName().startsWith("admission.")) {
            assertThat(texts(type)).noneMatch(name -> name.matches(".*" + TEXT + ".*"));
        }
    }

    private static List<String> fields(EventType type) {
        return names(type, _ -> true);
    }

    private static List<String> texts(EventType type) {
        return names(type, field -> field.path("type").stringValue("").equals("string"));
    }

    private static List<String> names(EventType type, Predicate<JsonNode> which) {
        List<String> names = new ArrayList<>();
        collect(DoorstepJson.mapper().readTree(EventSchemas.schema(type)), which, names);
        return names;
    }

    private static void collect(JsonNode schema, Predicate<JsonNode> which, List<String> names) {
        schema.path("properties").forEachEntry((name, field) -> {
            if (which.test(field)) {
                names.add(name);
            }
            collect(field, which, names);
        });
        if (schema.has("items")) {
            collect(schema.get("items"), which, names);
        }
    }
}
