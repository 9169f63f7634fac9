package io.doorstep.analytics.api.commands;

import io.doorstep.events.SanctionStep;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * What an operator sends to sanction a client or a network, or to exempt a client.
 *
 * @param client keyed hash
 * @param step absent for an exemption
 */
record SanctionBody(@Nullable String id, String client, @Nullable SanctionStep step, long untilMs, String reason) {
    private static final List<String> NAMES = List.of("client", "network", "step", "until", "for", "reason", "id");

    /** @throws IllegalArgumentException that says what is wrong with it */
    static SanctionBody read(byte @Nullable [] json, ClientNames names, Instant now) {
        BodyFields body = BodyFields.read(json, NAMES);
        SanctionedClient client = SanctionedClient.of(body.text("client"), body.text("network"), names);
        SanctionStep step = step(body.text("step"));
        if (client.isNetwork() && step == null) {
            throw new IllegalArgumentException("a network is exempt by doorstep.abuse.exempt: step must be warned,"
                    + " throttled or banned");
        }
        return new SanctionBody(body.text("id"), client.name(), step,
                end(body.text("until"), body.text("for"), now), BodyFields.requiredReason(body.text("reason")));
    }

    private static @Nullable SanctionStep step(@Nullable String step) {
        return switch (step) {
            case "exempt" -> null;
            case "warned" -> SanctionStep.WARNED;
            case "throttled" -> SanctionStep.THROTTLED;
            case "banned" -> SanctionStep.BANNED;
            case null, default -> throw new IllegalArgumentException(
                    "step must be warned, throttled, banned or exempt" + (step == null ? "" : ", not '" + step + "'"));
        };
    }

    private static long end(@Nullable String until, @Nullable String length, Instant now) {
        if ((until == null) == (length == null)) {
            throw new IllegalArgumentException(
                    "the end must be given: until, such as 2026-03-01T10:00:00Z, or for, such"
                            + " as 10m, 1h or 7d" + (until == null ? "" : "; not both"));
        }
        try {
            return until != null
                    ? Instant.parse(until).toEpochMilli()
                    : now.plus(duration(String.valueOf(length))).toEpochMilli();
        } catch (DateTimeException | ArithmeticException _) {
            throw new IllegalArgumentException(until != null
                    ? "until must be a time such as 2026-03-01T10:00:00Z, not '" + until + "'"
                    : "for must be shorter, not '" + length + "'");
        }
    }

    private static Duration duration(String length) {
        try {
            return DurationStyle.detectAndParse(length);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("for must be a length such as 10m, 1h or 7d, not '" + length + "'");
        }
    }
}
