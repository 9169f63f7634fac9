package io.doorstep.analytics.topology;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the input goes, as of one answer of Kafka.
 *
 * @param answeredAtMs when it was, in milliseconds since the epoch; 0 for never
 * @param ends offsets that the next record of each partition will get
 * @param starts offsets from which whoever takes a partition over reads on: the committed ones, or those of what is there
 */
public record InputState(long answeredAtMs, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> starts) {
    /** Kafka has not been asked. */
    public static final InputState UNKNOWN = new InputState(0, Map.of(), Map.of());

    public InputState {
        ends = Map.copyOf(ends);
        starts = Map.copyOf(starts);
    }

    /**
     * Whether a reader has read all that there was.
     *
     * @param partition of all topics
     * @param next by topic, the offset after the last record that was read; a topic of which nothing was read is absent
     */
    public boolean isRead(int partition, Map<String, Long> next) {
        return ends.entrySet().stream().filter(end -> end.getKey().partition() == partition)
                .allMatch(end -> Math.max(next.getOrDefault(end.getKey().topic(), 0L),
                        starts.getOrDefault(end.getKey(), 0L)) >= end.getValue());
    }
}
