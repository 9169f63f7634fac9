package io.doorstep.events;

/** What a revision does. */
public enum RevisionKind {
    /** The limits stay; a candidate runs in shadow beside them. */
    TRIED,
    /** The candidate is in force. */
    ENFORCED,
    /** What was enforced against an attack is taken back, since the attack is over. */
    RELEASED,
    /** Usage asks for more. */
    RAISED,
    /** Usage asks for less than what was raised for it. */
    LOWERED,
    /** The limits of an earlier revision are in force again. */
    ROLLED_BACK,
    /** An operator has set numbers, and nothing changes them until they are unpinned. */
    PINNED,
    UNPINNED,
    /** An operator keeps the limits as they are until they are thawed. */
    FROZEN,
    THAWED
}
