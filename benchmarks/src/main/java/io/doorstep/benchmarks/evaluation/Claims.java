package io.doorstep.benchmarks.evaluation;

import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.benchmarks.traffic.Attack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is expected of the learner on a mix, each with what was found. */
record Claims(List<Claim> all) {
    /** Of legit attempts, what may be rejected. */
    static final double REJECTED_SHARE = 0.001;
    private static final double SPREAD = TuningPolicy.DEFAULTS.headroom() * TuningPolicy.DEFAULTS.votes().spread();
    private static final int RECOVERY_WINDOWS = 2;

    /**
     * @param found as a number, of which {@code bar} is the most that holds
     * @param said as it is told
     */
    record Claim(String what, double found, double bar, String said) {

        boolean holds() {
            return found <= bar;
        }
    }

    /** By layer, what may be admitted of the abuse that the configured limit admits. */
    private static Map<String, Double> bars() {
        Map<String, Double> bars = new LinkedHashMap<>();
        bars.put(Attack.BURST.toString(), 1.0 / 3);
        bars.put(Mix.LOUD, 0.6);
        bars.put(Attack.SIEGE.toString(), 0.1);
        bars.put(Attack.PULSE.toString(), 0.25);
        bars.put(Attack.DAWN.toString(), 0.1);
        bars.put(Attack.MAJORITY.toString(), 2.0);
        bars.put(Attack.SLOW_BOIL.toString(), 2.0);
        return bars;
    }

    /** @param permissive the outcome of the configured limit, left alone */
    static Claims of(Mix mix, Outcome learner, Outcome permissive) {
        List<Claim> claims = new ArrayList<>();
        double share = learner.legit().rejectedShare();
        claims.add(new Claim("rejects at most 0.1 % of legit " + mix.limit().attempts(), share, REJECTED_SHARE,
                "%.3f %%".formatted(100 * share)));
        claims.add(new Claim("rejects no more of them than " + permissive.policy(), learner.legit().rejected(),
                permissive.legit().rejected(),
                "%,d, not %,d".formatted(learner.legit().rejected(), permissive.legit().rejected())));
        bars().forEach((name, bar) -> mix.layers(name).forEach(layer -> {
            double ratio = (double) learner.abuse(layer).admitted()
                    / Math.max(1, permissive.abuse(layer).admitted());
            claims.add(new Claim("admits at most %.0f %% of the abuse (%s) that %s admits".formatted(100 * bar, name,
                    permissive.policy()), ratio, bar, "%.0f %%".formatted(100 * ratio)));
        }));
        mix.layers(Attack.POISONER).forEach(_ -> {
            double median = Math.max(1, learner.highestMedian(TuningPolicy.DEFAULTS.votes().minimumClients()));
            claims.add(new Claim("is raised by no poisoner beyond %.0f times the median client".formatted(SPREAD),
                    learner.highest(), Math.max(learner.windows().getFirst().limit(), SPREAD * median),
                    "%d at most; the median client makes up to %.0f %s".formatted(learner.highest(), median,
                            mix.limit().attempts())));
        });
        mix.layers(Attack.FLASH_CROWD).forEach(crowd -> {
            int windows = learner.windowsToServe(crowd, REJECTED_SHARE);
            claims.add(new Claim("serves a flash crowd within " + RECOVERY_WINDOWS + " windows", windows,
                    RECOVERY_WINDOWS, windows + " windows"));
        });
        return new Claims(List.copyOf(claims));
    }

    boolean hold() {
        return all.stream().allMatch(Claim::holds);
    }
}
