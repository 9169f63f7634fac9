package io.doorstep.analytics.anomaly;

import java.util.Locale;

/** One number of what a client did within a minute. Its place in vectors is that in states that are kept. */
enum Feature {
    /** Connection attempts, admitted or not. */
    ATTEMPTS(0),
    /** Attempts that were rejected. */
    REJECTIONS(1),
    /** The shortest time between two attempts, in milliseconds; a minute where there were fewer than two. */
    SHORTEST_GAP_MS(2),
    /** The shortest life of a socket that ended, in milliseconds; an hour at most, and where none ended. */
    SHORTEST_LIFE_MS(3),
    /** Chat messages that were admitted. */
    MESSAGES(4),
    /** Chat messages over the limit. */
    MESSAGES_REJECTED(5),
    /** Different products that it connected to, at most 64. */
    PRODUCTS(6),
    /** Sessions that it was given. */
    SESSIONS(7),
    /** The most conversations that it wrote one text in. */
    CONVERSATIONS_OF_ONE_TEXT(8);

    static final int COUNT = values().length;

    private final int place;

    Feature(int place) {
        this.place = place;
    }

    /** In a vector. */
    int place() {
        return place;
    }

    /** As events have it. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
