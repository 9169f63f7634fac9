package io.doorstep.benchmarks.evaluation;

/** Whether the door is for whoever makes an attempt. Known to the evaluation alone. */
public enum Standing {
    LEGIT,
    ABUSE,
    /** Neither: counted as usage, but in no result. */
    OTHER
}
