package io.doorstep.analytics.tuning;

import io.doorstep.events.LimitName;

/**
 * A number that the learner finds right and does not put in force by itself.
 *
 * @param configured the configured number
 * @param effective the effective number
 * @param number what is proposed: below the configured one, or beyond what the learner may raise it to
 * @param sinceMs start of the first window that speaks for it, in milliseconds since the epoch
 * @param windows that speak for it
 * @param goodClients good clients in them, counted once per window
 * @param refusedClients of them, those that the number would have refused
 * @param refusedAttempts what the effective number refused in these windows
 * @param reason in words, for people
 */
public record Proposal(LimitName limitName, int configured, int effective, int number, long sinceMs, int windows,
        long goodClients, long refusedClients, long refusedAttempts, String reason) {

    static Proposal lower(LimitTuningState state, int configured) {
        ProposalState.Seen seen = state.proposals().lower();
        return new Proposal(state.limitName(), configured, state.live(), seen.number(), seen.sinceMs(), seen.windows(),
                seen.goodClients(), seen.refused(), seen.refusedAttempts(),
                seen.number() + " would have refused " + seen.refused() + " of " + seen.goodClients()
                        + " good clients in " + seen.windows() + " windows");
    }

    static Proposal raise(LimitTuningState state, int configured) {
        ProposalState.Seen seen = state.proposals().raise();
        return new Proposal(state.limitName(), configured, state.live(), seen.number(), seen.sinceMs(), seen.windows(),
                seen.goodClients(), seen.refused(), seen.refusedAttempts(),
                seen.number() + " was wanted in the last " + seen.windows() + " windows, in which " + state.live()
                        + " refused " + seen.refusedAttempts() + " times");
    }

    public boolean isRaise() {
        return number > configured;
    }
}
