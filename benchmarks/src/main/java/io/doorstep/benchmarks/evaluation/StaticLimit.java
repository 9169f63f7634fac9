package io.doorstep.benchmarks.evaluation;

import io.doorstep.events.Limits;
import io.doorstep.events.UsagePattern;
import java.util.List;

/** One number for ever. */
record StaticLimit(String name, int limit) implements LimitPolicy {

    static StaticLimit of(int limit) {
        return new StaticLimit("static " + limit, limit);
    }

    @Override
    public Limits configured() {
        return Limits.DEFAULTS.withConnectionRate(Limits.DEFAULTS.connectionRate().withLimit(limit));
    }

    @Override
    public Plan revise(List<UsagePattern> patterns, Limits inForce) {
        return Plan.of(inForce);
    }
}
