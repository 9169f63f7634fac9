package io.doorstep.support.kafka;

import io.doorstep.events.EventEnvelope;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What is done with topics of events that are followed. */
public interface TopicFeed extends RecordFeed<EventEnvelope> {

    @Override
    default void onRecord(TopicPartition partition, ConsumerRecord<String, ? extends EventEnvelope> record) {
        onEvent(partition, record.offset(), record.value());
    }

    void onEvent(TopicPartition partition, long offset, EventEnvelope envelope);
}
