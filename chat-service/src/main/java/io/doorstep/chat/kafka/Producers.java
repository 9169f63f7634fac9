package io.doorstep.chat.kafka;

import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;

/** Where records go once Kafka has been reached: events travel together, messages at once, since somebody waits for them. */
record Producers(Producer<String, byte[]> events, Producer<String, byte[]> messages) {

    /** @param within what they still have may arrive in that time, for each */
    void close(Duration within) {
        messages.close(within);
        events.close(within);
    }
}
