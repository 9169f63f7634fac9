package io.doorstep.benchmarks.evaluation;

import io.doorstep.events.Limits;
import io.doorstep.events.UsagePattern;
import java.util.List;

/** One number for ever. */
record StaticLimit(String name, PlayedLimit limit, int number) implements LimitPolicy {

    static StaticLimit of(PlayedLimit limit, int number) {
        return new StaticLimit("static " + number, limit, number);
    }

    @Override
    public Limits configured() {
        return limit.with(Limits.DEFAULTS, number);
    }

    @Override
    public Plan revise(List<UsagePattern> patterns, Limits inForce) {
        return Plan.of(inForce);
    }
}
