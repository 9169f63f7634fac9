package io.doorstep.benchmarks.conversation;

/** By what a writer knows that its message has arrived. */
enum Proof {
    /** The message comes back on the writer's own socket. */
    ECHO(1),
    /** The message comes back on the writer's own socket, and on another of its path. */
    RELAY(2),
    /** The writer has an acknowledgement with a sequence, and the other socket of its conversation has the message. */
    CONVERSATION(2);

    private final int sockets;

    Proof(int sockets) {
        this.sockets = sockets;
    }

    /** Whether the message itself is the answer to it. */
    boolean isTheMessage() {
        return this != CONVERSATION;
    }

    /** Sockets it takes. */
    int sockets() {
        return sockets;
    }
}
