package io.doorstep.benchmarks.reconciliation;

import io.doorstep.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A topic that was deleted after it had been read to its end. What Kafka took in between is gone with it.
 *
 * @param read when it had been read
 * @param deleted when Kafka had deleted it
 * @param back how long it then took until there was another; the patience where none was made
 */
public record Deletion(Topic topic, Instant read, Instant deleted, Duration back) {
    /** From something that happens at a socket until its event is with Kafka, and back to a reader. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(2);

    private boolean mayHaveTaken(Instant from, Instant to) {
        return !to.isBefore(read.minus(ON_THE_WAY)) && !from.isAfter(deleted.plus(ON_THE_WAY));
    }

    /** Whether an event of this time may have been on the topic, unread. */
    static boolean anyTook(List<Deletion> all, Topic topic, Instant time) {
        return all.stream().anyMatch(one -> one.topic == topic && one.mayHaveTaken(time, time));
    }

    static boolean anyTookBetween(List<Deletion> all, Instant from, Instant to) {
        return all.stream().anyMatch(one -> one.mayHaveTaken(from, to));
    }
}
