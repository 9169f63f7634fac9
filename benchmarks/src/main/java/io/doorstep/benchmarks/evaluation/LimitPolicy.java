package io.doorstep.benchmarks.evaluation;

import io.doorstep.events.Limits;
import io.doorstep.events.UsagePattern;
import java.util.List;

/** A way to come to the limit of connection rates. It sees what the learner sees: patterns. */
interface LimitPolicy {

    String name();

    /** In force until the first window has ended. */
    Limits configured();

    /**
     * What is to be in force from the end of a window on.
     *
     * @param patterns up to that window, oldest first
     */
    Limits revise(List<UsagePattern> patterns, Limits inForce);

    /** Patterns that it looks back at. */
    default int memory() {
        return 1;
    }
}
