package io.doorstep.analytics.tuning;

import io.doorstep.events.Limits;
import io.doorstep.events.Quantiles;
import io.doorstep.events.UsagePattern;
import java.util.Arrays;

/**
 * What one window shows of the demand for one limit.
 *
 * @param perClient the demand of one client, in the pattern's window
 * @param scale what turns it into demand in the limit's window
 * @param refused attempts that this limit refused
 */
record WindowDemand(TunedLimit limit, UsagePattern pattern, Quantiles perClient, double scale, long refused) {

    static WindowDemand of(TunedLimit limit, UsagePattern pattern, Limits limits) {
        return new WindowDemand(limit, pattern, limit.perClient(pattern), limit.scale(pattern, limits),
                limit.refused(pattern));
    }

    /** Of a client that is busier than all but a few, as far as it is believed. */
    double high(TuningPolicy policy) {
        return believed(policy.quantile(), policy);
    }

    /** Of the busiest client that several others equal, as far as it is believed. */
    double shared(TuningPolicy policy) {
        return Arrays.stream(DemandQuantile.values())
                .filter(quantile -> quantile.compareTo(policy.quantile()) <= 0)
                .filter(quantile -> quantile.isShared(limit.clients(pattern), policy.votes().sharedBy()))
                .mapToDouble(quantile -> believed(quantile, policy))
                .max().orElse(0);
    }

    private double believed(DemandQuantile quantile, TuningPolicy policy) {
        double median = isEvidence(policy) ? Math.max(1, perClient.p50()) : 1;
        return scale * Math.min(quantile.of(perClient), policy.votes().spread() * median);
    }

    private boolean isEvidence(TuningPolicy policy) {
        return limit.clients(pattern) >= policy.votes().minimumClients();
    }

    /** What half of all clients want, or more; 0 where nobody was refused, or too few were there. */
    double urgent(TuningPolicy policy) {
        return refused > 0 && isEvidence(policy) ? ofMost() : 0;
    }

    private double ofMost() {
        return scale * perClient.p50();
    }

    /**
     * Whether much of what was tried came from few who tried far more than is allowed. What most clients of a window with
     * enough of them want is never an attack; a handful is no crowd.
     */
    boolean isAttack(int inForce, TuningPolicy policy) {
        return limit.isMuch(pattern, policy.memory().attackShare())
                && isBeyond(inForce, policy.memory().attackRatio()) && !(isEvidence(policy) && ofMost() > inForce);
    }

    /** Whether somebody tried more than so many times a number. */
    boolean isBeyond(int number, double ratio) {
        return scale * perClient.max() > ratio * number;
    }
}
