package io.doorstep.chat.socket;

import io.doorstep.chat.admission.Attempt;
import java.util.Map;

/** What is known of a socket when the container has accepted it. */
record Opening(Attempt attempt, Caller caller, Wire wire) {
    private static final String NAME = Opening.class.getName();

    /** Keeps it until the socket is there. */
    void in(Map<String, Object> attributes) {
        attributes.put(NAME, this);
    }

    static Opening of(Map<String, Object> attributes) {
        if (attributes.remove(NAME) instanceof Opening opening) {
            return opening;
        }
        throw new IllegalStateException("a socket without its upgrade");
    }
}
