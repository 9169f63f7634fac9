package io.doorstep.analytics.tuning;

/** How far the learner goes. */
public enum TuningMode {
    /** Patterns alone. What was enforced or tried before ends with the next window. */
    OFF,
    /** Candidates run beside the limits, and nothing is ever enforced. */
    SHADOW,
    /** A candidate that has proven itself is enforced against an attack. */
    ENFORCE
}
