package io.doorstep.analytics.tuning;

import io.doorstep.events.Limits;
import io.doorstep.events.Quantiles;
import io.doorstep.events.UsagePattern;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one client needs of one limit, as the recent windows show it.
 *
 * @param high the median of the policy's quantile: nobody's limit is lowered below what this asks
 * @param shared the median of the highest quantile that several clients reach: a limit is raised for this alone
 * @param clients in the windows, counted once per window
 * @param refused refusals by this limit in the windows
 * @param lost events of the windows that never arrived
 */
record Demand(double high, double shared, long clients, long refused, long lost, int windows, long lastWindowStartMs) {

    static Demand of(TunedLimit limit, List<UsagePattern> patterns, Limits limits, TuningPolicy policy) {
        return new Demand(
                median(patterns, pattern -> limit.scale(pattern, limits)
                        * policy.quantile().of(limit.perClient(pattern))),
                median(patterns, pattern -> limit.scale(pattern, limits)
                        * shared(pattern, limit.perClient(pattern), policy)),
                patterns.stream().mapToLong(UsagePattern::clients).sum(),
                patterns.stream().mapToLong(limit::refused).sum(),
                patterns.stream().mapToLong(UsagePattern::lost).sum(),
                patterns.size(),
                patterns.stream().mapToLong(UsagePattern::windowStartMs).max().orElse(0));
    }

    private static double shared(UsagePattern pattern, Quantiles perClient, TuningPolicy policy) {
        return Arrays.stream(DemandQuantile.values())
                .filter(quantile -> quantile.compareTo(policy.quantile()) <= 0)
                .filter(quantile -> quantile.isShared(pattern, policy.sharedBy()))
                .mapToDouble(quantile -> quantile.of(perClient))
                .max().orElse(0);
    }

    /** Of an even number of windows, the lower of the two in the middle; 0 of none. */
    private static double median(List<UsagePattern> patterns, ToDoubleFunction<UsagePattern> value) {
        double[] sorted = patterns.stream().mapToDouble(value).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
    }
}
