package io.doorstep.analytics.tuning;

import io.doorstep.events.Evidence;
import io.doorstep.events.Limits;
import io.doorstep.events.UsagePattern;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Computes what should become of a scope's limits: demand of a high quantile of clients, the median over the recent
 * windows, times headroom, approached in bounded steps. One client has one vote however busy it is.
 *
 * <p>
 * A limit is lowered only below what the high quantile asks, and raised only for what several clients ask, so that a few
 * clients can neither be cut off by the quiet majority nor widen the limit by themselves. Where events were lost, demand
 * may be higher than it looks, so nothing is lowered.
 *
 * <p>
 * Demand is what a pattern's window shows. Where the limit's window is longer, demand is scaled up by the ratio, as if
 * every window in it were as busy; where it is shorter, demand is taken whole. Both err on the permissive side.
 */
public final class LimitTuner {
    private LimitTuner() {}

    /**
     * One adjustment for each limit that is tuned.
     *
     * @param patterns of one scope, oldest first; the last {@link TuningPolicy#windows()} count
     */
    public static List<Adjustment> tune(List<UsagePattern> patterns, Limits inForce, TuningPolicy policy) {
        List<UsagePattern> recent = patterns.subList(Math.max(0, patterns.size() - policy.windows()), patterns.size());
        return Arrays.stream(TunedLimit.values())
                .map(limit -> adjust(limit, limit.number(inForce), Demand.of(limit, recent, inForce, policy), policy))
                .toList();
    }

    private static Adjustment adjust(TunedLimit limit, int current, Demand demand, TuningPolicy policy) {
        if (demand.clients() < Math.max(1, policy.minimumClients())) {
            return new Adjustment.Hold(limit.limitName(), "too little evidence: " + demand.clients() + " clients in "
                    + demand.windows() + " windows, at least " + policy.minimumClients() + " are needed");
        }
        double band = policy.deadBand() * current;
        int wanted = target(demand.shared(), current, policy);
        if (wanted > current + band) {
            boolean relief = demand.refused() > 0 && demand.shared() >= current;
            int to = Math.min(wanted, current + step(current, relief ? policy.maxRelief() : policy.maxRaise()));
            return new Adjustment.Raise(evidence(limit, current, to, demand, demand.shared()),
                    asks("several clients want", demand.shared(), wanted, policy)
                            + (relief ? ", and " + demand.refused() + " attempts were refused" : ""));
        }
        int enough = target(demand.high(), current, policy);
        if (enough < current - band && demand.lost() > 0) {
            return new Adjustment.Hold(limit.limitName(), demand.lost() + " events of the recent windows were lost, so"
                    + " demand may be higher than it looks: " + asks(policy.quantile() + " of clients wants",
                            demand.high(), enough, policy));
        }
        if (enough < current - band) {
            int to = Math.max(enough, current - step(current, policy.maxLower()));
            return new Adjustment.Lower(evidence(limit, current, to, demand, demand.high()),
                    asks(policy.quantile() + " of clients wants", demand.high(), enough, policy));
        }
        return new Adjustment.Hold(limit.limitName(),
                asks(policy.quantile() + " of clients wants", demand.high(), enough, policy) + ", several want "
                        + number(demand.shared()) + "; " + current + " serves both");
    }

    private static int target(double demand, int current, TuningPolicy policy) {
        double wanted = Math.ceil(demand * policy.headroom());
        return (int) Math.clamp(wanted, Math.min(policy.floor(), current), Math.max(policy.ceiling(), current));
    }

    private static int step(int current, double share) {
        return (int) Math.min(Integer.MAX_VALUE - (double) current, Math.max(1, Math.floor(current * share)));
    }

    private static Evidence evidence(TunedLimit limit, int from, int to, Demand demand, double demanded) {
        return new Evidence(limit.limitName(), from, to, demand.windows(), demand.clients(), demanded,
                demand.lastWindowStartMs());
    }

    private static String asks(String who, double demand, int target, TuningPolicy policy) {
        return who + " " + number(demand) + ", which with headroom " + number(policy.headroom()) + " asks for "
                + target;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }
}
