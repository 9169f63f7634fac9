package io.doorstep.chat.kafka.delivery;

import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.EventType;
import io.doorstep.events.InstanceEnded;
import io.doorstep.events.Topic;
import io.doorstep.events.json.ClientKeyId;
import io.doorstep.events.json.EventSerializer;
import io.doorstep.support.kafka.RecordHeaders;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Makes records of events: each kind has a source and numbers of its own, and what found no room leaves a hole in those
 * of the events, so that a reader sees the loss.
 */
public final class SequenceAssigner {
    private final EventSerializer serializer = new EventSerializer();
    private final Pseudonyms pseudonyms;
    private final String source;
    private long events;
    private long messages;
    private long signals;
    private long configurations;
    private long holes;

    public SequenceAssigner(Pseudonyms pseudonyms, String source) {
        this.pseudonyms = pseudonyms;
        this.source = source;
    }

    /** An event that has become a record. */
    public record Numbered(Topic topic, ProducerRecord<String, byte[]> record) {}

    /** @param overflowed events that have found no room since the start */
    public Numbered number(PendingEvent pending, long overflowed) {
        Event event = pending.draft().event(pseudonyms);
        return numbered(switch (EventType.of(event).topic()) {
            case MESSAGES -> new EventEnvelope(source + "-messages", ++messages, pending.time(), event);
            case SIGNALS -> new EventEnvelope(source + "-signals", ++signals, pending.time(), event);
            case CONFIGURATION ->
                new EventEnvelope(source + "-configuration", ++configurations, pending.time(), event);
            default -> new EventEnvelope(source, nextEvent(overflowed), pending.time(), event);
        });
    }

    /** That another source was killed. */
    Numbered endOf(String killed, long last, Instant time, long overflowed) {
        return numbered(new EventEnvelope(source, nextEvent(overflowed), time, new InstanceEnded(killed, last, false)));
    }

    /** That this source stops, with this event. */
    Numbered lastWord(Instant time, long overflowed) {
        long last = nextEvent(overflowed);
        return numbered(new EventEnvelope(source, last, time, new InstanceEnded(source, last, true)));
    }

    private Numbered numbered(EventEnvelope envelope) {
        Event event = envelope.event();
        Topic topic = EventType.of(event).topic();
        Headers headers = RecordHeaders.empty();
        byte[] value = serializer.serialize(topic.topicName(), headers, envelope);
        ClientKeyId.put(headers, event, pseudonyms.keyId());
        return new Numbered(topic, new ProducerRecord<>(topic.topicName(), null, envelope.time().toEpochMilli(),
                event.key(), value, headers));
    }

    String source() {
        return source;
    }

    /** The sequence of the latest event; 0 where there was none. */
    long lastEvent() {
        return events;
    }

    private long nextEvent(long overflowed) {
        events += 1 + overflowed - holes;
        holes = overflowed;
        return events;
    }
}
