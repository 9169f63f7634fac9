package io.doorstep.analytics.usage;

import org.jspecify.annotations.Nullable;

/**
 * How well the events of one source arrived.
 *
 * @param source the publishing instance, with a new name at each start
 * @param arrived events, each counted once, late ones among them
 * @param lost events that no window has counted: those that never arrived, between the first and the last that did (up to
 *     the last that was published, where the end of the source has been told), and the late ones
 * @param late of the lost, events that arrived after the windows of their time were closed
 * @param duplicates arrivals of events that had arrived before
 * @param reordered events that arrived after a later one of their topic and partition
 * @param latestMs when the latest of them happened, in milliseconds since the epoch
 * @param ended {@code clean} or {@code killed}; absent where nobody has told of its end
 */
public record SourceLoss(String source, long arrived, long lost, long late, long duplicates, long reordered,
        long latestMs, @Nullable String ended) {}
