package io.doorstep.analytics.abuse;

import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionEvidence;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import java.util.List;

/**
 * A sanction that is due to a client, without what the rules do not know: the client's name, the strict number, the lease.
 *
 * @param step never lifted
 * @param enforced false where the rule runs in shadow
 * @param sinceMs the time of the event that shows it, in milliseconds since the epoch
 * @param untilMs its end, which has passed where the event came so late
 * @param evidence what was counted, each with its bound; at least one
 */
public record SanctionDraft(SanctionRule rule, SanctionStep step, boolean enforced, long sinceMs, long untilMs,
        List<SanctionEvidence> evidence) {
    public SanctionDraft {
        evidence = List.copyOf(evidence);
    }

    /**
     * The event of it.
     *
     * @param strict connections per window of a throttled client
     * @param leaseUntilMs when it lapses unless it is renewed, in milliseconds since the epoch
     */
    public Sanction toEvent(String client, int strict, long leaseUntilMs) {
        return new Sanction(client, rule, step, enforced, step == SanctionStep.THROTTLED ? strict : null, sinceMs,
                untilMs, leaseUntilMs, evidence, null, null);
    }
}
