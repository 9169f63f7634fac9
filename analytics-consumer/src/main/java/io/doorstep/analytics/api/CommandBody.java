package io.doorstep.analytics.api;

import io.doorstep.analytics.revision.CommandRules;
import io.doorstep.events.LimitName;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an operator sends with a command, read strictly: an operator in a hurry should be told of a slip, not see half of
 * what was meant in force.
 */
record CommandBody(@Nullable String id, Map<LimitName, Integer> numbers, @Nullable Long toRevision,
        @Nullable Long expectedRevision, @Nullable String reason) {
    static final String NUMBERS = "numbers";
    static final String TO_REVISION = "to_revision";

    private static final int LONGEST_REASON = 500;
    private static final List<String> OF_ALL = List.of("expected_revision", "reason", "id");
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    CommandBody {
        numbers = Map.copyOf(numbers);
    }

    /**
     * @param own the one field that this command has and others have not; null for none
     * @throws IllegalArgumentException that says what is wrong with it
     */
    static CommandBody read(byte @Nullable [] json, @Nullable String own) {
        JsonNode body = tree(json == null || json.length == 0 ? new byte[]{'{', '}'} : json);
        for (String name : body.propertyNames()) {
            if (!OF_ALL.contains(name) && !name.equals(own)) {
                throw new IllegalArgumentException("the body has no field '" + name + "' here: it has "
                        + (own == null ? "" : own + ", ") + String.join(", ", OF_ALL));
            }
        }
        return new CommandBody(text(body, "id"), numbers(body.get(NUMBERS), NUMBERS.equals(own)),
                revision(body, TO_REVISION), revision(body, "expected_revision"), reason(body));
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

    private static Map<LimitName, Integer> numbers(@Nullable JsonNode numbers, boolean required) {
        Map<LimitName, Integer> read = new EnumMap<>(LimitName.class);
        if (numbers == null && !required) {
            return read;
        }
        if (numbers == null || !numbers.isObject() || numbers.isEmpty()) {
            throw new IllegalArgumentException("numbers must be a JSON object with any of " + names());
        }
        numbers.forEachEntry((name, number) -> read.put(limit(name), number(name, number)));
        return read;
    }

    private static LimitName limit(String name) {
        return Arrays.stream(LimitName.values())
                .filter(limit -> limit != LimitName.CONNECTIONS_TOTAL && nameOf(limit).equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("numbers has no '" + name + "': it has " + names()));
    }

    private static int number(String name, JsonNode number) {
        if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < 1
                || number.intValue() > CommandRules.MOST) {
            throw new IllegalArgumentException("numbers." + name + " must be a whole number from 1 to "
                    + CommandRules.MOST + ", not " + number);
        }
        return number.intValue();
    }

    private static String names() {
        return String.join(", ", Arrays.stream(LimitName.values())
                .filter(limit -> limit != LimitName.CONNECTIONS_TOTAL).map(CommandBody::nameOf).toList());
    }

    private static String nameOf(LimitName limit) {
        return limit.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Long revision(JsonNode body, String name) {
        JsonNode number = body.get(name);
        if (number == null) {
            return null;
        }
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
            throw new IllegalArgumentException(name + " must be the number of a revision, or 0, not " + number);
        }
        return number.longValue();
    }

    private static @Nullable String reason(JsonNode body) {
        String reason = text(body, "reason");
        if (reason != null && (reason.length() > LONGEST_REASON
                || reason.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException("reason must be one line of at most " + LONGEST_REASON + " characters");
        }
        return reason;
    }

    private static @Nullable String text(JsonNode body, String name) {
        JsonNode text = body.get(name);
        if (text == null) {
            return null;
        }
        if (!text.isString()) {
            throw new IllegalArgumentException(name + " must be a text, not " + text);
        }
        return text.stringValue();
    }
}
