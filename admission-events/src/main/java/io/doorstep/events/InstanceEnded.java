package io.doorstep.events;

/**
 * How far the events of one start of a chat service go. One that stops says it of itself, in its last event; of one that
 * was killed, the next that starts on its disk does.
 *
 * @param instance the source that publishes no more
 * @param lastSequence the last sequence it gave an event; 0 = it gave none
 * @param clean whether it was stopped: nothing up to there is missing; false: it was killed, and what is missing is lost
 */
public record InstanceEnded(String instance, long lastSequence, boolean clean) implements Event {

    public InstanceEnded {
        Promise.name("instance", instance);
        Promise.atLeast(0, "last_sequence", lastSequence);
        if (lastSequence > EventEnvelope.LAST_SEQUENCE) {
            throw new IllegalArgumentException("last_sequence is no sequence: " + lastSequence);
        }
    }

    @Override
    public String key() {
        return instance;
    }
}
