package io.doorstep.chat.kafka.delivery;

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
public record PendingEvent(Instant time, Draft draft, @Nullable ChatMessage message) {

    public PendingEvent(Instant time, Draft draft) {
        this(time, draft, null);
    }

    public static PendingEvent of(Instant time, Event event) {
        return new PendingEvent(time, _ -> event, event instanceof ChatMessage message ? message : null);
    }

    /** Makes the event that leaves this service. */
    @FunctionalInterface
    public interface Draft {

        Event event(Pseudonyms pseudonyms);
    }
}
