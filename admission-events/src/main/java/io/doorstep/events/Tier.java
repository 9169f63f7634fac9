package io.doorstep.events;

/** How well a client is known. */
public enum Tier {
    ANONYMOUS,
    AUTHENTICATED,
    RETURNING,
    AGENT
}
