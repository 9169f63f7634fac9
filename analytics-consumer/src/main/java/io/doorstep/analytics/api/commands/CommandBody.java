package io.doorstep.analytics.api.commands;

import io.doorstep.analytics.revision.CommandRules;
import io.doorstep.events.LimitName;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an operator sends with a command, read strictly: an operator in a hurry should be told of a slip, not see half of
 * what was meant in force.
 */
record CommandBody(@Nullable String id, Map<LimitName, Integer> numbers, @Nullable Long toRevision,
        @Nullable Long expectedRevision, @Nullable String reason) {
    static final String NUMBERS = "numbers";
    static final String TO_REVISION = "to_revision";

    private static final List<String> OF_ALL = List.of("expected_revision", "reason", "id");

    CommandBody {
        numbers = Map.copyOf(numbers);
    }

    /**
     * @param own the one field that this command has and others have not; null for none
     * @throws IllegalArgumentException that says what is wrong with it
     */
    static CommandBody read(byte @Nullable [] json, @Nullable String own) {
        BodyFields body = BodyFields.read(json, own == null
                ? OF_ALL
                : Stream.concat(Stream.of(own), OF_ALL.stream()).toList());
        return new CommandBody(body.text("id"), numbers(body.get(NUMBERS), NUMBERS.equals(own)),
                revision(body, TO_REVISION), revision(body, "expected_revision"), body.reason());
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

    private static @Nullable Long revision(BodyFields body, String name) {
        JsonNode number = body.get(name);
        if (number == null) {
            return null;
        }
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
            throw new IllegalArgumentException(name + " must be the number of a revision, or 0, not " + number);
        }
        return number.longValue();
    }
}
