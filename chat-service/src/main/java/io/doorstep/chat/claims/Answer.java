package io.doorstep.chat.claims;

/** The answer to an attempt. */
public sealed interface Answer {

    /** What is known at once, or in the end. */
    sealed interface Final extends Answer {}

    /** @param place to be released when the socket ends */
    record Admitted(Place place, Outcome outcome) implements Final {}

    /**
     * @param isBySlots whether the client holds all its sockets; else its rate is reached
     * @param waitMs until a permit of the rate is due, at least 1
     */
    record Refused(Outcome outcome, boolean isBySlots, long waitMs) implements Final {}

    /** @param place that the log is asked for; released, it is given back as soon as the log answers */
    record Waiting(Place place) implements Answer {}
}
