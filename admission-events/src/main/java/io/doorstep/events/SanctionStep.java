package io.doorstep.events;

/** How far a sanction goes, from the mildest on. */
public enum SanctionStep {
    /** It is over: whatever was imposed on the client before no longer applies. */
    LIFTED,
    /** The client is told, and restricted in nothing. */
    WARNED,
    /** The client has the strict number of connections per window. */
    THROTTLED,
    /** The client is refused, and its sockets end. */
    BANNED
}
