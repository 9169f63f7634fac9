package io.doorstep.analytics.api.commands;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of what an operator sends, read strictly: whatever is wrong is an {@link IllegalArgumentException} that says so
 * in a sentence.
 */
record BodyFields(JsonNode body) {
    private static final int LONGEST_REASON = 500;
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** @param names of the fields that there may be */
    static BodyFields read(byte @Nullable [] json, List<String> names) {
        JsonNode body = tree(json == null || json.length == 0 ? new byte[]{'{', '}'} : json);
        for (String name : body.propertyNames()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "the body has no field '" + name + "' here: it has " + String.join(", ", names));
            }
        }
        return new BodyFields(body);
    }

    private static JsonNode tree(byte[] json) {
        JsonNode body;
        try {
            body = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!body.isObject()) {
            throw new IllegalArgumentException("the body must be a JSON object");
        }
        return body;
    }

    @Nullable
    JsonNode get(String name) {
        return body.get(name);
    }

    @Nullable
    String text(String name) {
        JsonNode text = body.get(name);
        if (text == null) {
            return null;
        }
        if (!text.isString()) {
            throw new IllegalArgumentException(name + " must be a text, not " + text);
        }
        return text.stringValue();
    }

    /** The field {@code reason}. */
    @Nullable
    String reason() {
        return checkedReason(text("reason"));
    }

    static @Nullable String checkedReason(@Nullable String reason) {
        if (reason != null && (reason.length() > LONGEST_REASON
                || reason.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException("reason must be one line of at most " + LONGEST_REASON + " characters");
        }
        return reason;
    }

    /** A reason, where one must be given. */
    static String requiredReason(@Nullable String reason) {
        String checked = checkedReason(reason);
        if (checked == null || checked.isBlank()) {
            throw new IllegalArgumentException("reason must say why, in one line");
        }
        return checked;
    }
}
