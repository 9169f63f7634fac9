package io.doorstep.chat.admission;

/** What became of one message of a client. */
public enum MessageOutcome {
    ADMITTED,
    REJECTED,
    /** Admitted because a part of the admission failed. */
    FAILED_OPEN
}
