package io.doorstep.events;

/** What a client did that it is sanctioned for. */
public enum SanctionRule {
    /** It was refused, and came back before the time it was told, again and again. */
    HAMMERING,
    /** It made attempts faster than any person does. */
    RACING,
    /** It wrote messages over the limit. */
    FLOODING,
    /** Its sockets come and go at once. */
    FLAPPING,
    /** It asked for sessions over the limit. */
    SESSION_CHURN,
    /** It wrote one text in many conversations. */
    BROADCAST,
    /** It sent what no client of ours sends. */
    MALFORMED,
    /** An operator wanted it. */
    OPERATOR,
    /** Stands for a rule of a newer version in what is read. Nobody is sanctioned by it. */
    OTHER
}
