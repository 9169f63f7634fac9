package io.doorstep.chat.ops;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what operators send, and says in a sentence what is wrong with it: an {@link IllegalArgumentException}. */
final class StrictJson {
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StrictJson() {}

    static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static void requireFields(JsonNode object, String what, List<String> known) {
        if (!object.isObject() || object.isEmpty()) {
            throw new IllegalArgumentException(what + " must be a JSON object with any of " + String.join(", ", known));
        }
        object.propertyNames().stream().filter(name -> !Set.copyOf(known).contains(name)).findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            what + " has no '" + name + "': it has " + String.join(", ", known));
                });
    }

    /** Absent where the field is. */
    static @Nullable Integer number(JsonNode object, String field, String name, int max) {
        JsonNode value = object.get(field);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1 || value.intValue() > max) {
            throw new IllegalArgumentException(name + " must be a whole number from 1 to " + max + ", not " + value);
        }
        return value.intValue();
    }
}
