package io.doorstep.benchmarks.evaluation;

import io.doorstep.events.Limits;
import io.doorstep.events.UsagePattern;
import java.util.List;

/** The p99 of the last window, whatever it rests on: what one would do first. */
record NaiveQuantile(PlayedLimit limit) implements LimitPolicy {

    @Override
    public String name() {
        return "naive p99";
    }

    @Override
    public Limits configured() {
        return Limits.DEFAULTS;
    }

    @Override
    public Plan revise(List<UsagePattern> patterns, Limits inForce) {
        int number = (int) Math.clamp(Math.ceil(limit.perClient(patterns.getLast()).p99()), 1, 1000);
        return Plan.of(limit.with(inForce, number));
    }
}
