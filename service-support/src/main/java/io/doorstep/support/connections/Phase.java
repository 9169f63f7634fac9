package io.doorstep.support.connections;

/** What a connection that is no socket waits for; those that may be ended first come first. */
enum Phase {
    /** For the first byte of another request. */
    IDLE,
    /** For the rest of a request's head, or of its TLS handshake. */
    HEAD,
    /** For the rest of a body, and for its answer. */
    BODY,
    /** For an answer to be written, and for its peer to take it. */
    ANSWER,
    /** For a thread that is busy with it to find that it is over. */
    ENDING;

    /** Whether the peer has not sent a whole request. */
    boolean isUnfinished() {
        return this == HEAD || this == BODY;
    }
}
