package io.doorstep.analytics.tuning;

/** How far the learner goes. */
public enum TuningMode {
    /** Patterns alone. What was enforced or tried before ends with the next window. */
    OFF,
    /** Candidates run beside the limits, and nothing is ever enforced. */
    SHADOW,
    /** Limits are raised, and a number below the configured one is enforced where it was accepted and has proven itself. */
    ENFORCE
}
