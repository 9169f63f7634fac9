package io.doorstep.analytics.tuning;

/** How far the learner goes. */
public enum TuningMode {
    /** Patterns alone. */
    OFF,
    /** Says what it would change; publishes no revision. */
    SHADOW,
    /** Publishes revisions. */
    ENFORCE
}
