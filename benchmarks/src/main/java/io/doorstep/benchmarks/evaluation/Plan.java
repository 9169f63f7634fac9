package io.doorstep.benchmarks.evaluation;

import io.doorstep.events.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What is to be in force until the next window has ended.
 *
 * @param candidate what runs in shadow beside it; null for nothing
 */
record Plan(Limits limits, @Nullable Limits candidate) {

    static Plan of(Limits limits) {
        return new Plan(limits, null);
    }
}
