package io.doorstep.chat.admission;

import io.doorstep.events.LimitName;

/**
 * What the candidate of a limit would have refused of what was admitted.
 *
 * @param limit number of the candidate
 * @param windowMs its window in milliseconds; 0 for a limit without one
 * @param limitsRevision revision that brought the candidate
 */
public record ShadowRejection(LimitName limitName, int limit, long windowMs, long limitsRevision) {}
