package io.doorstep.analytics.tuning;

import io.doorstep.events.Limits;
import io.doorstep.events.UsagePattern;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one client needs of one limit, as the windows that are remembered show it.
 *
 * @param high what the policy's quantile asked for in nearly all windows: nobody's limit is lowered below it
 * @param shared the median of what several clients asked for lately: a limit is raised for this
 * @param usual what the policy's quantile asked for in more than a quarter as many windows as can be remembered: a limit is
 *     raised for this too; 0 before enough clients have been seen
 * @param urgent what most clients asked for in the last window, where they were refused; 0 where they were not
 * @param caution how many times more room a lower limit must leave, at least 1: the busiest of a few is not the busiest
 *     of all
 */
record Demand(double high, double shared, double usual, double urgent, double caution, Grounds grounds) {

    /**
     * What the demand rests on.
     *
     * @param clients in all windows, counted once per window
     * @param clientsLately in the latest of them, counted once per window
     * @param refused refusals by this limit in the last window
     * @param lost events of the latest windows that never arrived
     * @param windows that were learned from
     * @param attacks windows that were not
     */
    record Grounds(long clients, long clientsLately, long refused, long lost, int windows, int attacks,
            long lastWindowStartMs) {}

    private static final double HALF = 0.5;
    private static final int A_QUARTER = 4;
    private static final double NEARLY_ALL = 0.9;
    private static final double MOST_CAUTION = 3;

    static Demand of(TunedLimit limit, List<UsagePattern> patterns, Limits limits, TuningPolicy policy) {
        List<UsagePattern> latest = latest(patterns, policy.memory().latest());
        List<WindowDemand> clean = clean(limit, patterns, limits, policy);
        List<WindowDemand> cleanLately = clean(limit, latest, limits, policy);
        Grounds grounds = new Grounds(clients(limit, patterns), clients(limit, latest),
                patterns.isEmpty() ? 0 : limit.refused(patterns.getLast()),
                latest.stream().mapToLong(UsagePattern::lost).sum(), clean.size(), patterns.size() - clean.size(),
                patterns.stream().mapToLong(UsagePattern::windowStartMs).max().orElse(0));
        double caution = Math.clamp(policy.votes().enoughClients() / (double) Math.max(1, grounds.clients()), 1,
                MOST_CAUTION);
        return new Demand(ranked(clean, window -> window.high(policy), NEARLY_ALL),
                ranked(cleanLately, window -> window.shared(policy), HALF),
                caution > 1
                        ? 0
                        : returning(clean, window -> window.high(policy),
                                Math.max(policy.memory().windows(), patterns.size()) / A_QUARTER),
                patterns.isEmpty() ? 0 : WindowDemand.of(limit, patterns.getLast(), limits).urgent(policy), caution,
                grounds);
    }

    private static long clients(TunedLimit limit, List<UsagePattern> patterns) {
        return patterns.stream().mapToLong(limit::clients).sum();
    }

    private static List<UsagePattern> latest(List<UsagePattern> patterns, int count) {
        return count == 0 ? patterns : patterns.subList(Math.max(0, patterns.size() - count), patterns.size());
    }

    private static List<WindowDemand> clean(TunedLimit limit, List<UsagePattern> patterns, Limits limits,
            TuningPolicy policy) {
        return patterns.stream().map(pattern -> WindowDemand.of(limit, pattern, limits))
                .filter(window -> !window.isAttack(limit.number(limits), policy)).toList();
    }

    /** The value that so much of the windows does not exceed; of two that fit, the lower; 0 of none. */
    private static double ranked(List<WindowDemand> windows, ToDoubleFunction<WindowDemand> value, double share) {
        double[] sorted = windows.stream().mapToDouble(value).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /** What more than so many windows ask for; 0 where there are no more. */
    private static double returning(List<WindowDemand> windows, ToDoubleFunction<WindowDemand> value, int times) {
        double[] sorted = windows.stream().mapToDouble(value).sorted().toArray();
        return sorted.length > times ? sorted[sorted.length - 1 - times] : 0;
    }
}
