package io.doorstep.analytics.topology;

import io.doorstep.events.EventEnvelope;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time of an event by its source's clock. An event cannot have happened later than now: a clock that runs ahead, or a
 * forged time, would otherwise close windows that are still going on.
 */
public final class EventTime implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.value() instanceof EventEnvelope envelope
                ? millis(envelope, Math.max(0, record.timestamp()))
                : Math.max(0, record.timestamp());
    }

    /** Milliseconds since the epoch, from 0 to {@code now}. */
    public static long millis(EventEnvelope envelope, long now) {
        return millis(envelope.time(), now);
    }

    /** Whether it is later than this, in milliseconds since the epoch. */
    public static boolean isAhead(Instant time, long ms) {
        return time.isAfter(Instant.ofEpochMilli(ms));
    }

    /** Whether it is earlier than this, in milliseconds since the epoch. */
    public static boolean isBefore(Instant time, long ms) {
        return time.isBefore(Instant.ofEpochMilli(ms));
    }

    public static long millis(Instant time, long now) {
        if (time.isBefore(Instant.EPOCH)) {
            return 0;
        }
        return isAhead(time, now) ? now : time.toEpochMilli();
    }
}
