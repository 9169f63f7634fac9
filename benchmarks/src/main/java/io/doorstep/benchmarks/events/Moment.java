package io.doorstep.benchmarks.events;

/** Something that a socket's thread tells. */
public enum Moment {
    OFFER("one offer: a part failed open"),
    VISIT("a socket that comes and goes: two offers, and twice into a tally"),
    MESSAGE("a message: into a tally"),
    REFUSAL("a refusal: into a tally");

    private final String words;

    Moment(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    void happen(Door door) {
        switch (this) {
            case OFFER -> door.failsOpen();
            case VISIT -> door.visit();
            case MESSAGE -> door.message();
            case REFUSAL -> door.refusal();
        }
    }
}
