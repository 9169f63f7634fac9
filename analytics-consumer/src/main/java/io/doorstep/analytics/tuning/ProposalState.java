package io.doorstep.analytics.tuning;

import org.jspecify.annotations.Nullable;

/**
 * What could be proposed of one limit, and what operators have said of it.
 *
 * @param lower of the candidate that runs in shadow
 * @param raise of the number that is wanted beyond what the learner may raise the limit to
 * @param accepted the number below the configured one that an operator has accepted; 0 for none
 * @param allowed the number up to which an operator lets the limit be raised; 0 for none
 * @param dismissedLower no number up to this is proposed again; 0 for none
 * @param dismissedRaise no number from this on is proposed again; 0 for none
 */
record ProposalState(Seen lower, Seen raise, int accepted, int allowed, int dismissedLower,
        int dismissedRaise) {
    static final ProposalState NONE = new ProposalState(Seen.NONE, Seen.NONE, 0, 0, 0, 0);

    ProposalState {
        lower = orElse(lower, Seen.NONE);
        raise = orElse(raise, Seen.NONE);
    }

    private static Seen orElse(@Nullable Seen value, Seen absent) {
        return value == null ? absent : value;
    }

    ProposalState withLower(Seen seen) {
        return new ProposalState(seen, raise, accepted, allowed, dismissedLower, dismissedRaise);
    }

    ProposalState withRaise(Seen seen) {
        return new ProposalState(lower, seen, accepted, allowed, dismissedLower, dismissedRaise);
    }

    /** @param number 0 where nothing is accepted any more */
    ProposalState withAccepted(int number) {
        return new ProposalState(lower, raise, number, allowed, dismissedLower, dismissedRaise);
    }

    /** @param number 0 where nothing is allowed any more */
    ProposalState withAllowed(int number) {
        return new ProposalState(lower, raise, accepted, number, dismissedLower, dismissedRaise);
    }

    ProposalState dismissed(Proposal proposal) {
        return proposal.isRaise()
                ? new ProposalState(lower, raise, accepted, allowed, dismissedLower, proposal.number())
                : new ProposalState(lower, raise, accepted, allowed, proposal.number(), dismissedRaise);
    }

    boolean isDismissed(int number, boolean raises) {
        return raises ? dismissedRaise > 0 && number >= dismissedRaise : number <= dismissedLower;
    }

    /**
     * What was seen while one number was a candidate, or was wanted beyond what the learner may raise a limit to.
     *
     * @param number 0 for none
     * @param sinceMs start of the first window, in milliseconds since the epoch
     * @param windows that were seen
     * @param goodClients good clients in them, counted once per window
     * @param refused of them, those that the number would have refused
     * @param refusedAttempts what the effective number refused in these windows
     */
    record Seen(int number, long sinceMs, int windows, long goodClients, long refused, long refusedAttempts) {
        static final Seen NONE = new Seen(0, 0, 0, 0, 0, 0);

        /** Nothing has been seen of a number yet. */
        static Seen of(int number) {
            return new Seen(number, 0, 0, 0, 0, 0);
        }

        /** One more window. */
        Seen with(long windowStartMs, long good, long hit, long refusals) {
            return new Seen(number, windows == 0 ? windowStartMs : sinceMs, windows + 1, goodClients + good,
                    refused + hit, refusedAttempts + refusals);
        }

        /** The same windows for a number that has moved in them. */
        Seen at(int newNumber) {
            return new Seen(newNumber, sinceMs, windows, goodClients, refused, refusedAttempts);
        }
    }
}
