package io.doorstep.chat.claims;

/** By what an attempt was decided on. */
public enum Outcome {
    /** So little was seen of the client that nobody had to be asked. */
    FAST,
    /** No other instance is there. */
    ALONE,
    /** The log let it in. */
    CLAIMED,
    /** The log did not. */
    REFUSED,
    /** The limit was seen reached. */
    SEEN,
    /** The log gave no answer in time: by what was seen here. */
    LATE,
    /** The log is read too late: by what was seen here. */
    BEHIND,
    /** The log is not there, or not yet: by what was seen here. */
    AWAY,
    /** More clients are seen than are kept: as if nothing had been seen. */
    FULL
}
