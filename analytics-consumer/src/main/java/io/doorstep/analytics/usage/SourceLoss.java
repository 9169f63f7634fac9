package io.doorstep.analytics.usage;

import org.jspecify.annotations.Nullable;

/**
 * How well the events of one source arrived.
 *
 * @param source the publishing instance, with a new name at each start
 * @param arrived events, each counted once
 * @param lost events that never arrived, between the first and the last that did; up to the last that was published,
 *     where the end of the source has been told
 * @param duplicates arrivals of events that had arrived before
 * @param reordered events that arrived after a later one of their topic and partition
 * @param latestMs when the latest of them happened, in milliseconds since the epoch
 * @param ended {@code clean} or {@code killed}; absent where nobody has told of its end
 */
public record SourceLoss(String source, long arrived, long lost, long duplicates, long reordered, long latestMs,
        @Nullable String ended) {

    /** Of a source whose end nobody has told of. */
    SourceLoss(String source, long arrived, long lost, long duplicates, long reordered, long latestMs) {
        this(source, arrived, lost, duplicates, reordered, latestMs, null);
    }
}
