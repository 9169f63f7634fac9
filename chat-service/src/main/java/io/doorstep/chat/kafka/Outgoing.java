package io.doorstep.chat.kafka;

import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to Kafka. What is costly about it, such as its client's pseudonym, is left to the sender thread.
 *
 * @param message whose sender waits for an answer; absent for all else
 */
record Outgoing(Instant time, Draft draft, @Nullable ChatMessage message) {

    Outgoing(Instant time, Draft draft) {
        this(time, draft, null);
    }

    static Outgoing of(Instant time, Event event) {
        return new Outgoing(time, _ -> event, event instanceof ChatMessage message ? message : null);
    }

    /** Makes the event that leaves this service. */
    @FunctionalInterface
    interface Draft {

        Event event(Pseudonyms pseudonyms);
    }
}
