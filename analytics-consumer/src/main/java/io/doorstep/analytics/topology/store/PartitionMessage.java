package io.doorstep.analytics.topology.store;

import io.doorstep.analytics.usage.ScopeUsage;
import io.doorstep.events.Scope;
import java.util.List;

/** What one input partition contributes to the patterns. A partition's parts arrive in the order they were sent in. */
public sealed interface PartitionMessage {

    /** The fold of this partition's clients in one scope and window. */
    record Fold(long windowStartMs, Scope scope, ScopeUsage usage) implements PartitionMessage {}

    /**
     * What this partition has heard of a source since it last told.
     *
     * @param sequences as they came
     * @param backwards how many came after a later one of their topic
     * @param latestMs when the latest of its events happened, in milliseconds since the epoch
     */
    record Heard(String source, List<Long> sequences, long backwards, long latestMs) implements PartitionMessage {
        public Heard {
            sequences = List.copyOf(sequences);
        }
    }

    /**
     * Events of a source that this partition has left out of their windows, which were closed when they came.
     *
     * @param sequences as they came; they are in no {@link Heard}
     */
    record Late(String source, List<Long> sequences) implements PartitionMessage {
        public Late {
            sequences = List.copyOf(sequences);
        }
    }

    /** The highest sequence of a source that this partition has seen in windows that end at or before {@code upToMs}. */
    record Settled(String source, long upToMs, long highest) implements PartitionMessage {}

    /** Somebody has told, in a window that ends at {@code upToMs}, that a source ended, and what its last sequence was. */
    record Ended(String source, long upToMs, long last, boolean clean) implements PartitionMessage {}

    /** All folds of windows that end at or before {@code upToMs} have been sent by this partition. */
    record Closed(int partition, long upToMs) implements PartitionMessage {}
}
