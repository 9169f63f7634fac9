package io.doorstep.chat.rejection;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.SanctionRule;
import org.jspecify.annotations.Nullable;

/**
 * Why a client was refused, as it is told. {@link Rejections} has all there are.
 *
 * @param message in words, for people
 * @param scope whom the limit counts: {@code client}, {@code network}, {@code session} or {@code instance}; absent
 *     without a limit
 * @param limitName the limit that refused; absent where none did
 * @param limit the number that was reached; 0 without a limit
 * @param windowMs its window in milliseconds; 0 for a limit without one
 * @param retryAfterMs when trying again can help, in milliseconds; 0 where it cannot
 * @param rule what the client is sanctioned for; absent where no sanction refused
 */
public record Rejection(ErrorCode code, String message, @Nullable String scope, @Nullable LimitName limitName,
        int limit, long windowMs, long retryAfterMs, @Nullable SanctionRule rule) {

    /** By no sanction. */
    public Rejection(ErrorCode code, String message, @Nullable String scope, @Nullable LimitName limitName, int limit,
            long windowMs, long retryAfterMs) {
        this(code, message, scope, limitName, limit, windowMs, retryAfterMs, null);
    }
}
