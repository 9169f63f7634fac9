package io.doorstep.benchmarks.evaluation;

import io.doorstep.analytics.tuning.Adjustment;
import io.doorstep.analytics.tuning.LimitTuner;
import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.events.Limits;
import io.doorstep.events.UsagePattern;
import java.util.List;

/** The learner's own tuner. */
record Tuned(TuningPolicy policy) implements LimitPolicy {
    static final Tuned BY_DEFAULT = new Tuned(TuningPolicy.DEFAULTS);

    @Override
    public String name() {
        return "tuner";
    }

    @Override
    public Limits configured() {
        return Limits.DEFAULTS;
    }

    @Override
    public Limits revise(List<UsagePattern> patterns, Limits inForce) {
        Limits limits = inForce;
        for (Adjustment adjustment : LimitTuner.tune(patterns, inForce, policy)) {
            limits = adjustment.applyTo(limits);
        }
        return limits;
    }

    @Override
    public int memory() {
        return policy.windows();
    }
}
