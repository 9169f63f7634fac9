package io.doorstep.events;

import java.time.Instant;

/**
 * An event with the CloudEvents attributes that place it: who published it, as its how-manieth, and when it happened.
 *
 * @param source the publishing instance, unique per process start, so that sequences of two runs never mix
 * @param sequence counts up by one per source from 1; a hole is a lost event
 * @param time when it happened, by the clock of the source
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents 1.0</a>
 */
public record EventEnvelope(String source, long sequence, Instant time, Event event) {
    /** The highest sequence: what every JSON reader keeps exact. */
    public static final long LAST_SEQUENCE = (1L << 53) - 1;

    public EventEnvelope {
        requirePosition(source, sequence);
        Promise.present("time", time);
        Promise.present("event", event);
    }

    /** @throws IllegalArgumentException if no event can have this place among those of its source */
    public static void requirePosition(String source, long sequence) {
        Promise.name("source", source);
        if (sequence < 1 || sequence > LAST_SEQUENCE) {
            throw new IllegalArgumentException("sequence must be 1 to " + LAST_SEQUENCE + ", not " + sequence);
        }
    }

    /** Unique over all events ever published: source and sequence. */
    public String id() {
        return source + "-" + sequence;
    }
}
