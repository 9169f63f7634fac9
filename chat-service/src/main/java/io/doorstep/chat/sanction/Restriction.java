package io.doorstep.chat.sanction;

import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionRule;
import java.time.Instant;

/** What applies to one client at one time. */
public sealed interface Restriction {
    /** Of clients without a sanction. */
    Restriction NONE = new None();

    /** Nothing. */
    record None() implements Restriction {}

    /** Something was imposed. */
    sealed interface Imposed extends Restriction {

        SanctionRule rule();

        Instant since();

        Instant until();
    }

    /** The client is told, and restricted in nothing. */
    record Warned(SanctionRule rule, Instant since, Instant until) implements Imposed {}

    /** @param limit connections that it has in a window at most, at least 1 */
    record Throttled(SanctionRule rule, Instant since, Instant until, int limit) implements Imposed {}

    /** @param remainingMs until its end, in milliseconds, at least 1 */
    record Banned(SanctionRule rule, Instant since, Instant until, long remainingMs) implements Imposed {}

    /** What a sanction means at this time, in milliseconds since the epoch. A throttle without a number restricts nobody. */
    static Restriction of(Sanction sanction, long nowMs) {
        if (!sanction.appliesAt(nowMs)) {
            return NONE;
        }
        SanctionRule rule = sanction.rule();
        Instant since = Instant.ofEpochMilli(sanction.sinceMs());
        Instant until = Instant.ofEpochMilli(sanction.untilMs());
        Integer limit = sanction.limit();
        return switch (sanction.step()) {
            case LIFTED -> NONE;
            case WARNED -> new Warned(rule, since, until);
            case THROTTLED -> limit == null
                    ? new Warned(rule, since, until)
                    : new Throttled(rule, since, until, limit);
            case BANNED -> new Banned(rule, since, until, sanction.untilMs() - nowMs);
        };
    }
}
