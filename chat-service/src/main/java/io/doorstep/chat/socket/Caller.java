package io.doorstep.chat.socket;

import io.doorstep.chat.admission.Rejection;

/** Who opens a socket, as far as the upgrade tells. */
sealed interface Caller {

    /** Somebody on a product's page. */
    record Visitor() implements Caller {
        static final Visitor INSTANCE = new Visitor();
    }

    /** Somebody who has signed in for the desk. */
    record Agent(String name) implements Caller {}

    /** Somebody who is told so before any other check. */
    record Unwelcome(Rejection why) implements Caller {}
}
