package io.doorstep.events;

/** One of the limits that protect the service. */
public enum LimitName {
    CONNECTION_RATE,
    MESSAGE_RATE,
    SESSION_CREATION,
    CONNECTIONS_TOTAL,
    CONNECTIONS_PER_CLIENT
}
