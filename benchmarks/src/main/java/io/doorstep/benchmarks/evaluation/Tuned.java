package io.doorstep.benchmarks.evaluation;

import io.doorstep.analytics.tuning.Autonomy;
import io.doorstep.analytics.tuning.ScopeTuningState;
import io.doorstep.analytics.tuning.TrialPolicy;
import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.UsagePattern;
import java.util.List;
import java.util.Map;

/** The learner's own tuning, from the configured limits on. For one run. */
final class Tuned implements LimitPolicy {
    private final TuningPolicy policy;
    private final TrialPolicy trial;
    private ScopeTuningState course = ScopeTuningState.at(Limits.DEFAULTS);

    Tuned(TuningPolicy policy, TrialPolicy trial) {
        this.policy = policy;
        this.trial = trial;
    }

    /** As the learner does without settings. */
    static Tuned byDefault() {
        return new Tuned(TuningPolicy.DEFAULTS, TrialPolicy.DEFAULTS);
    }

    /** As the learner does with {@code doorstep.tuning.accept}. */
    static Tuned accepting(Autonomy.Accept accept) {
        return new Tuned(TuningPolicy.DEFAULTS.withAutonomy(new Autonomy(Autonomy.DEFAULTS.most(), accept)),
                TrialPolicy.DEFAULTS);
    }

    @Override
    public String name() {
        return "tuner";
    }

    @Override
    public Limits configured() {
        return Limits.DEFAULTS;
    }

    @Override
    public Plan revise(List<UsagePattern> patterns, Limits inForce) {
        course = course.next(patterns, inForce, configured(), policy, trial).course();
        return new Plan(course.live(inForce), course.candidate(inForce));
    }

    @Override
    public Map<LimitName, Integer> references() {
        return course.references(configured());
    }

    @Override
    public List<UsagePattern> remembered(List<UsagePattern> patterns) {
        return policy.remembered(patterns);
    }
}
