package io.doorstep.analytics.api;

import io.doorstep.analytics.tuning.Proposal;
import io.doorstep.events.LimitName;
import java.time.Instant;

/**
 * What the learner proposes of one limit, as the API shows it.
 *
 * @param direction {@code lower} than the configured number, or {@code raise} beyond what the learner does by itself
 * @param effective the effective number
 * @param since start of the first window that speaks for it
 * @param windows that speak for it
 * @param goodClients good clients in them, counted once per window
 * @param refusedClients of them, those that the number would have refused
 * @param refusedAttempts what the effective number refused in these windows
 */
record ProposalView(LimitName limitName, String direction, int number, int configured, int effective, Instant since,
        int windows, long goodClients, long refusedClients, long refusedAttempts, String reason) {

    static ProposalView of(Proposal proposal) {
        return new ProposalView(proposal.limitName(), proposal.isRaise() ? "raise" : "lower", proposal.number(),
                proposal.configured(), proposal.effective(), Instant.ofEpochMilli(proposal.sinceMs()),
                proposal.windows(), proposal.goodClients(), proposal.refusedClients(), proposal.refusedAttempts(),
                proposal.reason());
    }
}
