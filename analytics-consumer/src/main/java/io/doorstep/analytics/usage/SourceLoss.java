package io.doorstep.analytics.usage;

/**
 * How well the events of one source arrived.
 *
 * @param source the publishing instance, with a new name at each start
 * @param arrived events, each counted once
 * @param lost events that never arrived, between the first and the last that did
 * @param duplicates arrivals of events that had arrived before
 * @param reordered events that arrived after a later one of their topic and partition
 * @param latestMs when the latest of them happened, in milliseconds since the epoch
 */
public record SourceLoss(String source, long arrived, long lost, long duplicates, long reordered, long latestMs) {}
