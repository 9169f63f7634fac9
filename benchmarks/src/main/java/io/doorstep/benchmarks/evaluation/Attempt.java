package io.doorstep.benchmarks.evaluation;

/**
 * One connection attempt, or one message.
 *
 * @param timeMs since the beginning of the mix, in milliseconds
 * @param client number of the client, from 0 over all that is in the mix
 */
public record Attempt(long timeMs, int client, Standing standing) {}
