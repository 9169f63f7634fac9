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

    /** Unique over all events ever published: source and sequence. */
    public String id() {
        return source + "-" + sequence;
    }
}
