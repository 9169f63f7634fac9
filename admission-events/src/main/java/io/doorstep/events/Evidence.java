package io.doorstep.events;

/**
 * What a revision rests on.
 *
 * @param limitName the limit that was changed
 * @param from its number before
 * @param to its number now
 * @param windows how many windows were looked at
 * @param clients clients seen in them, counted once per window
 * @param demand the demand of one client that the new number was computed from
 * @param lastWindowStartMs start of the latest window, in milliseconds since the epoch
 */
public record Evidence(LimitName limitName, int from, int to, int windows, long clients, double demand,
        long lastWindowStartMs) {}
