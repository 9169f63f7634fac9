package io.doorstep.events;

/** Why the limits of a scope are not tuned. */
public enum Hold {
    /** An operator has set them. */
    PINNED,
    /** An operator keeps them as they are. */
    FROZEN
}
