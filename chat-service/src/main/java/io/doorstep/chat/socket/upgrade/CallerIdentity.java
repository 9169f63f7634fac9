package io.doorstep.chat.socket.upgrade;

import io.doorstep.chat.rejection.Rejection;

/** Who opens a socket, as far as the upgrade tells. */
public sealed interface CallerIdentity {

    /** Somebody on a product's page. */
    record Visitor() implements CallerIdentity {
        static final Visitor INSTANCE = new Visitor();
    }

    /** Somebody who has signed in for the desk. */
    record Agent(String name) implements CallerIdentity {}

    /** Somebody who is told so before any other check. */
    record Rejected(Rejection why) implements CallerIdentity {}
}
