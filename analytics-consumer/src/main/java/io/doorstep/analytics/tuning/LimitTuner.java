package io.doorstep.analytics.tuning;

import io.doorstep.events.Computation;
import io.doorstep.events.Evidence;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.UsagePattern;
import java.util.Arrays;
import java.util.List;

/**
 * Computes what should become of a scope's limits: demand of a high quantile of clients times headroom, approached in
 * bounded steps. One client has one vote however busy it is. {@code docs/tuning.md} has the rules by name, and what they
 * do to traffic.
 *
 * <p>
 * A limit is raised for what several clients want, by the median of the latest windows; it is lowered to what nearly all
 * windows that are remembered agree on, so that a busy hour is not forgotten after a quiet quarter of it. Where most
 * clients want more than the limit and are refused, one window is enough to raise it, and the step is larger.
 *
 * <p>
 * What fewer than half of all clients do counts up to a multiple of what the median client does. Windows in which a few
 * try far more than is allowed are an attack, and nothing is learned from them. Where events were lost, demand may be
 * higher than it looks, so nothing is lowered.
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
     * @param patterns of one scope, oldest first; those that are {@link TuningPolicy#remembered} count
     */
    public static List<Adjustment> tune(List<UsagePattern> patterns, Limits inForce, TuningPolicy policy) {
        return Arrays.stream(TunedLimit.values()).map(limit -> adjust(limit, patterns, inForce, policy)).toList();
    }

    static Adjustment adjust(TunedLimit limit, List<UsagePattern> patterns, Limits inForce, TuningPolicy policy) {
        return adjust(limit, limit.number(inForce),
                Demand.of(limit, policy.remembered(patterns), inForce, policy), policy);
    }

    /** Limits that few clients tried far beyond in this window. */
    public static List<LimitName> attacked(UsagePattern pattern, Limits inForce, TuningPolicy policy) {
        return Arrays.stream(TunedLimit.values())
                .filter(limit -> WindowDemand.of(limit, pattern, inForce).isAttack(limit.number(inForce),
                        policy))
                .map(TunedLimit::limitName).toList();
    }

    private static Adjustment adjust(TunedLimit limit, int current, Demand demand, TuningPolicy policy) {
        int minimum = Math.max(1, policy.votes().minimumClients());
        if (demand.grounds().clients() < minimum) {
            return new Adjustment.Hold(limit.limitName(), "too little evidence: " + demand.grounds().clients()
                    + " clients in all windows that are remembered, at least " + minimum + " are needed");
        }
        Computation relief = computation(demand.urgent(), 1, policy.steps().maxRelief(), policy);
        if (demand.urgent() > current && relief.target(current) > current) {
            return raise(limit, current, relief, demand, "most clients want",
                    ", and " + demand.grounds().refused() + " attempts were refused");
        }
        if (demand.grounds().windows() == 0) {
            return new Adjustment.Hold(limit.limitName(),
                    "nothing is learned from an attack: a few tried far more than "
                            + current + " in all of the " + demand.grounds().attacks() + " recent windows");
        }
        double band = policy.steps().deadBand() * current;
        double asked = demand.grounds().clientsLately() < minimum ? 0 : Math.max(demand.shared(), demand.usual());
        Computation wanted = computation(asked, 1, policy.steps().maxRaise(), policy);
        if (wanted.target(current) > current + band) {
            return raise(limit, current, wanted, demand,
                    demand.shared() < asked ? "usually somebody wants" : "several clients want", "");
        }
        Computation enough = computation(demand.high(), demand.caution(), policy.steps().maxLower(), policy);
        String who = policy.quantile() + " of clients wants";
        if (enough.target(current) >= current - band) {
            return new Adjustment.Hold(limit.limitName(), Reasons.wanted(who, enough) + ", several want "
                    + Reasons.number(demand.shared()) + "; " + current + " serves both");
        }
        if (demand.grounds().lost() > 0) {
            return new Adjustment.Hold(limit.limitName(),
                    demand.grounds().lost() + " events of the recent windows were lost, so"
                            + " demand may be higher than it looks: " + Reasons.wanted(who, enough));
        }
        return new Adjustment.Lower(evidence(limit, current, demand, enough), enough, who);
    }

    private static Adjustment raise(TunedLimit limit, int current, Computation wanted, Demand demand, String who,
            String note) {
        return new Adjustment.Raise(evidence(limit, current, demand, wanted), wanted, who, note);
    }

    private static Computation computation(double demand, double caution, double step, TuningPolicy policy) {
        return new Computation(demand, policy.headroom(), caution,
                (int) Math.ceil(demand * caution * policy.headroom()), policy.floor(), policy.ceiling(), step);
    }

    private static Evidence evidence(TunedLimit limit, int from, Demand demand, Computation computation) {
        return new Evidence(limit.limitName(), from, computation.next(from),
                demand.grounds().windows() + demand.grounds().attacks(), demand.grounds().clients(),
                computation.demand(), demand.grounds().lastWindowStartMs(), null, computation, null);
    }
}
