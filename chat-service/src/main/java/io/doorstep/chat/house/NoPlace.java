package io.doorstep.chat.house;

import java.time.Duration;

/**
 * An attempt has no place.
 *
 * @param limit that is reached
 * @param retryAfter when to come back
 */
public record NoPlace(Full why, int limit, Duration retryAfter) implements House.Entry {}
