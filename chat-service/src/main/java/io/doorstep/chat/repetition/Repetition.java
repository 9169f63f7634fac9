package io.doorstep.chat.repetition;

/**
 * One text of one client, as often as it was written within the window that ends now.
 *
 * @param fingerprint keyed hash of the client and of the normalised text
 * @param characters of the normalised text
 * @param conversations in how many it was written
 * @param messages how often
 * @param firstMs when for the first time, in milliseconds since the epoch
 * @param latestMs when for the last
 */
public record Repetition(String fingerprint, int characters, int conversations, long messages, long firstMs,
        long latestMs) {}
