package io.doorstep.chat.claims;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The place that one attempt gets, from the attempt to the end of its socket. Guarded by its partition. */
public final class Place {
    final String name;
    final @Nullable ClientUse client;
    final Terms terms;
    /** By the time of the log. */
    final long atMs;
    /** By the clock of the instance. */
    final long sinceMs;
    final Consumer<Answer.Final> whenKnown;
    State state;
    boolean closed;

    enum State {
        /** The log has been asked. */
        WAITING,
        /** In, and the log has been told, or will be. */
        IN,
        /** Let in before the log has answered. */
        LET_IN,
        /** Not in. */
        REFUSED
    }

    Place(String name, @Nullable ClientUse client, Terms terms, State state, long atMs, long sinceMs,
            Consumer<Answer.Final> whenKnown) {
        this.name = name;
        this.client = client;
        this.terms = terms;
        this.state = state;
        this.atMs = atMs;
        this.sinceMs = sinceMs;
        this.whenKnown = whenKnown;
    }
}
