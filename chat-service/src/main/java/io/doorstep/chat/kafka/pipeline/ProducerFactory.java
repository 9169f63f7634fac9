package io.doorstep.chat.kafka.pipeline;

import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;

/** Makes producers, each for one pipeline: events travel together, messages at once, since somebody waits for them. */
public interface ProducerFactory {

    /** Empty where Kafka does not answer or has no such topics: to be tried again. */
    Optional<Producer<String, byte[]>> events();

    /** As of events. */
    Optional<Producer<String, byte[]>> messages();
}
