package io.doorstep.chat.kafka.pipeline;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of the records of a pipeline. */
public interface PipelineListener {

    /** Kafka has taken one; on the producer's thread. */
    void onAcknowledged();

    /** One has been put into the spool; whether it stays there is known when the spool has been committed. */
    void onSpooled(ProducerRecord<String, byte[]> record);

    /** @param why what Kafka has against it; null where there was no room for it on disk */
    void onLost(long records, @Nullable Exception why);

    /** One is lost, or waits for Kafka for long in memory alone. */
    default void onNotKept(ProducerRecord<String, byte[]> record) {}
}
