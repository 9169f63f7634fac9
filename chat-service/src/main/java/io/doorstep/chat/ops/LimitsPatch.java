package io.doorstep.chat.ops;

import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Some of the numbers of some limits, read strictly: an operator in a hurry should be told of a slip, not see half of what
 * was meant in force. What is absent stays as it is.
 */
record LimitsPatch(RatePatch connectionRate, RatePatch messageRate, RatePatch sessionCreation,
        @Nullable Integer connectionsPerClient) {
    /** The longest a limiter remembers, as in the settings. */
    private static final int LONGEST_WINDOW_MS = (int) Duration.ofDays(12).toMillis();
    private static final List<String> NAMES = List.of("connection_rate", "message_rate", "session_creation",
            "connections_per_client");
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    record RatePatch(@Nullable Integer limit, @Nullable Integer windowMs) {

        RateLimit applyTo(RateLimit rate) {
            return new RateLimit(limit == null ? rate.limit() : limit, windowMs == null ? rate.windowMs() : windowMs);
        }
    }

    Limits applyTo(Limits limits) {
        return new Limits(connectionRate.applyTo(limits.connectionRate()), messageRate.applyTo(limits.messageRate()),
                sessionCreation.applyTo(limits.sessionCreation()),
                connectionsPerClient == null ? limits.connectionsPerClient() : connectionsPerClient);
    }

    /** @throws IllegalArgumentException that says what is wrong with it */
    static LimitsPatch read(byte[] json) {
        JsonNode root = tree(json);
        requireFields(root, "the body", NAMES);
        return new LimitsPatch(rate(root, NAMES.get(0)), rate(root, NAMES.get(1)), rate(root, NAMES.get(2)),
                number(root, NAMES.get(3), NAMES.get(3), Integer.MAX_VALUE));
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void requireFields(JsonNode object, String what, List<String> known) {
        if (!object.isObject() || object.isEmpty()) {
            throw new IllegalArgumentException(what + " must be a JSON object with any of " + String.join(", ", known));
        }
        object.propertyNames().stream().filter(name -> !Set.copyOf(known).contains(name)).findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            what + " has no '" + name + "': it has " + String.join(", ", known));
                });
    }

    private static RatePatch rate(JsonNode root, String name) {
        JsonNode rate = root.get(name);
        if (rate == null) {
            return new RatePatch(null, null);
        }
        requireFields(rate, name, List.of("limit", "window_ms"));
        return new RatePatch(number(rate, "limit", name + ".limit", Integer.MAX_VALUE),
                number(rate, "window_ms", name + ".window_ms", LONGEST_WINDOW_MS));
    }

    private static @Nullable Integer number(JsonNode object, String field, String name, int max) {
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
