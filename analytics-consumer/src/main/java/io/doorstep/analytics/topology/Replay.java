package io.doorstep.analytics.topology;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What is read from the input a second time, since what was kept of its open windows is gone.
 *
 * @param id of this replay, higher than that of any before; 0 for none
 * @param publishedUpToMs end of the latest window whose patterns had been published, in milliseconds since the epoch
 * @param readUpTo offsets before which all had been read once
 */
public record Replay(long id, long publishedUpToMs, Map<TopicPartition, Long> readUpTo) {
    /** Nothing is read again. */
    public static final Replay NONE = new Replay(0, 0, Map.of());

    public Replay {
        readUpTo = Map.copyOf(readUpTo);
    }

    /** Whether an event had been read before. */
    public boolean hasRead(String topic, int partition, long offset) {
        return offset < readUpTo.getOrDefault(new TopicPartition(topic, partition), 0L);
    }

    /** Whether an event had been read before, and its window published. */
    public boolean hasPublished(String topic, int partition, long offset, long windowStartMs) {
        return windowStartMs < publishedUpToMs && hasRead(topic, partition, offset);
    }
}
