package io.doorstep.chat.rejection;

import io.doorstep.events.SanctionRule;
import java.time.Instant;

/** What a sanctioned client is told, in words. */
public final class SanctionSentences {
    private SanctionSentences() {}

    /** What it did, after "for". */
    static String doing(SanctionRule rule) {
        return switch (rule) {
            case HAMMERING -> "coming back before the time it was told, again and again";
            case RACING -> "more attempts in seconds than a person makes";
            case FLOODING -> "writing over the message limit, again and again";
            case FLAPPING -> "connections that come and go at once";
            case SESSION_CHURN -> "asking for sessions over the limit, again and again";
            case BROADCAST -> "writing one text in many conversations";
            case MALFORMED -> "frames and ids that are not of the protocol";
            case OPERATOR -> "a reason that an operator has";
            case OTHER -> "a reason that this version does not know";
        };
    }

    /** To a client that is restricted in nothing yet. */
    public static String warning(SanctionRule rule) {
        return "Warned for " + doing(rule) + "; it is restricted if this goes on";
    }

    /** @param limit connections that it has in a window at most */
    public static String throttle(SanctionRule rule, int limit, Instant until) {
        return "Throttled to " + HumanReadable.count(limit, "connection") + " per window until "
                + HumanReadable.second(until) + " for " + doing(rule);
    }
}
