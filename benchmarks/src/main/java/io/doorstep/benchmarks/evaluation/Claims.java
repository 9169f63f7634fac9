package io.doorstep.benchmarks.evaluation;

import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.benchmarks.traffic.Attack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is expected of the tuner on a mix, each with what was found. */
record Claims(List<Claim> all) {
    /** Of legit attempts, what may be rejected. */
    static final double REJECTED_SHARE = 0.001;
    private static final double SPREAD = TuningPolicy.DEFAULTS.headroom() * TuningPolicy.DEFAULTS.votes().spread();
    private static final int RECOVERY_WINDOWS = 2;

    record Claim(String what, String found, boolean holds) {}

    /** @param permissive the outcome of the configured limit, left alone */
    static Claims of(Mix mix, Outcome tuner, Outcome permissive) {
        List<Claim> claims = new ArrayList<>();
        double share = tuner.legit().rejectedShare();
        claims.add(
                new Claim("rejects at most 0.1 % of legit " + mix.limit().attempts(), "%.3f %%".formatted(100 * share),
                        share <= REJECTED_SHARE));
        claims.add(new Claim("rejects no more of them than " + permissive.policy(),
                "%,d, not %,d".formatted(tuner.legit().rejected(), permissive.legit().rejected()),
                tuner.legit().rejected() <= permissive.legit().rejected()));
        Stream.concat(mix.layers(Attack.BURST).stream(), mix.layers(Mix.LOUD).stream()).forEach(burst -> {
            double ratio = (double) tuner.abuse(burst).admitted() / Math.max(1, permissive.abuse(burst).admitted());
            claims.add(new Claim("admits at most half of the loud abuse that " + permissive.policy() + " admits",
                    "%.0f %%".formatted(100 * ratio), ratio <= 0.5));
        });
        mix.layers(Attack.POISONER).forEach(_ -> {
            double median = Math.max(1, tuner.highestMedian(TuningPolicy.DEFAULTS.votes().minimumClients()));
            claims.add(new Claim("is raised by no poisoner beyond %.0f times the median client".formatted(SPREAD),
                    "%d at most; the median client makes up to %.0f %s".formatted(tuner.highest(), median,
                            mix.limit().attempts()),
                    tuner.highest() <= Math.max(tuner.windows().getFirst().limit(), SPREAD * median)));
        });
        mix.layers(Attack.FLASH_CROWD).forEach(crowd -> {
            int windows = tuner.windowsToServe(crowd, REJECTED_SHARE);
            claims.add(new Claim("serves a flash crowd within " + RECOVERY_WINDOWS + " windows", windows + " windows",
                    windows <= RECOVERY_WINDOWS));
        });
        return new Claims(List.copyOf(claims));
    }

    boolean hold() {
        return all.stream().allMatch(Claim::holds);
    }
}
