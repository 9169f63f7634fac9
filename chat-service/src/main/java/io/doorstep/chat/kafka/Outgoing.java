package io.doorstep.chat.kafka;

import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.events.Event;
import java.time.Instant;

/** An event on its way to Kafka. What is costly about it, such as its client's pseudonym, is left to the sender thread. */
record Outgoing(Instant time, Draft draft) {

    /** Makes the event that leaves this service. */
    @FunctionalInterface
    interface Draft {

        Event event(Pseudonyms pseudonyms);
    }
}
