package io.doorstep.chat.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one call. */
sealed interface WebhookAnswer {

    /** The receiver has it. */
    record Taken() implements WebhookAnswer {}

    /**
     * The receiver may take it later.
     *
     * @param why in words, after the receiver's name
     * @param notBefore how long the receiver wants to be left alone; null where it does not say
     */
    record TryAgain(String why, @Nullable Duration notBefore) implements WebhookAnswer {}

    /** The receiver will never take it. */
    record Refused(String why) implements WebhookAnswer {}

    /**
     * By what the receiver has answered: it has taken the message with 2xx, may take it after 429 and 5xx, and will not
     * otherwise. A redirect is not followed.
     *
     * @param retryAfter the header's value; null without one
     */
    static WebhookAnswer of(int status, @Nullable String retryAfter) {
        if (status >= 200 && status < 300) {
            return new Taken();
        }
        String why = "answered " + status;
        return status == 429 || (status >= 500 && status < 600)
                ? new TryAgain(why, seconds(retryAfter))
                : new Refused(why);
    }

    /** Those that are written as seconds; a date is passed over. */
    private static @Nullable Duration seconds(@Nullable String retryAfter) {
        return retryAfter != null && retryAfter.strip().matches("\\d{1,9}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter.strip()))
                : null;
    }
}
