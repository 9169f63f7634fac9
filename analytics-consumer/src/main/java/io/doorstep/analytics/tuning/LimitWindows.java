package io.doorstep.analytics.tuning;

import io.doorstep.events.Evidence;
import io.doorstep.events.GoodClientImpact;
import io.doorstep.events.Impact;
import io.doorstep.events.Limits;
import io.doorstep.events.UsagePattern;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the windows that are remembered show of one limit.
 *
 * @param patterns oldest first, at least one
 * @param inForce the effective limits, for their windows
 */
record LimitWindows(TunedLimit limit, List<UsagePattern> patterns, Limits inForce, TuningPolicy policy) {

    UsagePattern last() {
        return patterns.getLast();
    }

    /** Whom the limit met in the last window. */
    GoodClientImpact met() {
        return met(last());
    }

    /** Whom the limit met in the window before the last one. */
    GoodClientImpact metBefore() {
        return met(patterns.get(Math.max(0, patterns.size() - 2)));
    }

    private GoodClientImpact met(UsagePattern pattern) {
        return pattern.collateral().stream().filter(met -> met.limitName() == limit.limitName()).findFirst()
                .orElseGet(() -> new GoodClientImpact(limit.limitName(), 0, 0, 0, 0, 0));
    }

    /** What the limit refused in the last window, of anybody. */
    long refused() {
        return limit.refused(last());
    }

    /** The good clients of the latest windows, counted once per window, and those that were refused. */
    Impact clients(int latest, double bound) {
        return impact(latest, Impact.Unit.CLIENTS, GoodClientImpact::goodClients, GoodClientImpact::refused, bound);
    }

    /** What the good clients of the latest windows asked for, and what of it was refused. */
    Impact attempts(int latest, double bound) {
        return impact(latest, Impact.Unit.ATTEMPTS, GoodClientImpact::goodAttempts, GoodClientImpact::refusedAttempts,
                bound);
    }

    private Impact impact(int latest, Impact.Unit unit, ToLongFunction<GoodClientImpact> good,
            ToLongFunction<GoodClientImpact> refused, double bound) {
        int count = Math.min(latest, patterns.size());
        List<GoodClientImpact> met = patterns.subList(patterns.size() - count, patterns.size()).stream()
                .map(this::met).toList();
        return new Impact(count, unit, met.stream().mapToLong(good).sum(), met.stream().mapToLong(refused).sum(),
                bound);
    }

    boolean isAttacked(int number) {
        return demand().isAttack(number, policy);
    }

    /** Whether somebody still tries far more than this, and is refused. */
    boolean isAttackedStill(int number) {
        return demand().refused() > 0 && demand().isBeyond(number, policy.memory().attackRatio() / 2);
    }

    private WindowDemand demand() {
        return WindowDemand.of(limit, last(), inForce);
    }

    /** What should become of a number. */
    Adjustment adjust(int number, TuningPolicy by) {
        return LimitTuner.adjust(limit, patterns, inForce.with(limit.limitName(), number), by);
    }

    /** Evidence for a number that does not follow from demand. */
    Evidence evidence(int from, int to, @Nullable Impact impact) {
        Demand demand = Demand.of(limit, patterns, inForce, policy);
        Demand.Grounds grounds = demand.grounds();
        return new Evidence(limit.limitName(), from, to,
                impact == null ? grounds.windows() + grounds.attacks() : impact.windows(),
                impact == null || impact.unit() != Impact.Unit.CLIENTS ? grounds.clients() : impact.good(),
                demand.high(), grounds.lastWindowStartMs(), impact == null ? null : impact.share(), null, impact);
    }
}
