package io.doorstep.chat.ops;

import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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
        JsonNode root = StrictJson.tree(json);
        StrictJson.requireFields(root, "the body", NAMES);
        return new LimitsPatch(rate(root, NAMES.get(0)), rate(root, NAMES.get(1)), rate(root, NAMES.get(2)),
                StrictJson.number(root, NAMES.get(3), NAMES.get(3), Integer.MAX_VALUE));
    }

    private static RatePatch rate(JsonNode root, String name) {
        JsonNode rate = root.get(name);
        if (rate == null) {
            return new RatePatch(null, null);
        }
        StrictJson.requireFields(rate, name, List.of("limit", "window_ms"));
        return new RatePatch(StrictJson.number(rate, "limit", name + ".limit", Integer.MAX_VALUE),
                StrictJson.number(rate, "window_ms", name + ".window_ms", LONGEST_WINDOW_MS));
    }
}
