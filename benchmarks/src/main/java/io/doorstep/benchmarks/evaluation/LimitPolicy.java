package io.doorstep.benchmarks.evaluation;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.UsagePattern;
import java.util.List;
import java.util.Map;

/** A way to come to the limit that is played. It sees what the learner sees: patterns. */
interface LimitPolicy {

    String name();

    /** In force until the first window has ended. */
    Limits configured();

    /**
     * What is to be in force from the end of a window on.
     *
     * @param patterns up to that window, oldest first
     */
    Plan revise(List<UsagePattern> patterns, Limits inForce);

    /** The most that a good client asks for, by the name of the limit; empty where the policy does not ask. */
    default Map<LimitName, Integer> references() {
        return Map.of();
    }

    /** Of patterns, oldest first, those that it looks back at from the end of the next window. */
    default List<UsagePattern> remembered(List<UsagePattern> patterns) {
        return List.of();
    }
}
