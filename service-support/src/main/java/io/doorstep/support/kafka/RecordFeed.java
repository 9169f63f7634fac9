package io.doorstep.support.kafka;

import io.doorstep.events.Topic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;

/**
 * What is done with topics that are followed. Called on the thread that follows them. A record whose handling throws is
 * counted, and passed over.
 *
 * @param <V> what a record has
 */
public interface RecordFeed<V> {

    /**
     * The first record is about to come; once.
     *
     * @param whole whether all topics are read from their very first record
     */
    default void onBegin(boolean whole) {}

    /** Kafka answers, and some of the topics are not there. */
    default void onAbsent() {}

    /** A topic was deleted and made again: it is read from its beginning from here on, offsets begin at 0. */
    default void onMadeAnew(Topic topic) {}

    /** @param record that has a value */
    void onRecord(TopicPartition partition, ConsumerRecord<String, ? extends V> record);

    /** A record could not be read, and is passed over. */
    default void onUnreadable(RecordDeserializationException record) {}

    /** All that was there at the start has been read; once. */
    default void onCaughtUp() {}

    /**
     * Something has been asked of Kafka, with whatever result; several times a second.
     *
     * @param consumer to ask more of it; it must be left at its place
     */
    default void onTurn(Consumer<?, ?> consumer) {}
}
