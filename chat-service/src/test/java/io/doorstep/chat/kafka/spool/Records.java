package io.doorstep.chat.kafka.spool;

import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.kafka.delivery.PendingEvent;
import io.doorstep.chat.kafka.delivery.SequenceAssigner;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.Event;
import io.doorstep.events.LimitsReset;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records to publish. */
public final class Records {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    private Records() {}

    public static PendingEvent outgoing(Event event) {
        return PendingEvent.of(TIME, event);
    }

    public static Event event(int number) {
        return new LimitsReset("operator-" + number, null, number);
    }

    public static ChatMessage message(int number) {
        return new ChatMessage("11", "s", ChatMessage.Author.VISITOR, "c-1", "m" + number, "hello ☔ " + number, null);
    }

    public static ProducerRecord<String, byte[]> record(Event event) {
        return new SequenceAssigner(new Pseudonyms("test"), "chat-1").number(outgoing(event), 0).record();
    }

    static byte[] spooled(Event event) {
        return SpoolFormat.write(record(event));
    }
}
