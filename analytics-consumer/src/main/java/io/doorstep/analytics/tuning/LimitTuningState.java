package io.doorstep.analytics.tuning;

import io.doorstep.events.LimitName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far the tuning of one limit has come.
 *
 * @param open the effective number while there is no attack: the configured one, or more where usage asks for more
 * @param learned the number that people need, as far as has been learned; it runs in shadow where it is below the open one
 * @param enforced the effective number against an attack; 0 while the open one is
 * @param shadow the trial of the learned number
 * @param before share of the good clients that was refused in the window before it was enforced
 * @param quiet windows in a row without an attack since it was enforced
 * @param resting windows to come in which nothing is enforced
 * @param standing windows since it was enforced
 * @param proposals what could be proposed, and what operators have said of it
 */
public record LimitTuningState(LimitName limitName, int open, int learned, int enforced, CandidateTrial shadow,
        double before, int quiet, int resting, int standing, ProposalState proposals) {

    public LimitTuningState {
        shadow = orElse(shadow, CandidateTrial.NONE);
        proposals = orElse(proposals, ProposalState.NONE);
    }

    /** Earlier versions kept the trial in another form, and no proposals. */
    private static <T> T orElse(@Nullable T value, T absent) {
        return value == null ? absent : value;
    }

    /** Nothing has been learned yet. */
    static LimitTuningState at(LimitName limitName, int number) {
        return new LimitTuningState(limitName, number, number, 0, CandidateTrial.NONE, 0, 0, 0, 0, ProposalState.NONE);
    }

    /** A number is in force that was not learned here: one below the configured counts as enforced against an attack. */
    static LimitTuningState at(LimitName limitName, int number, int configured) {
        return number >= configured
                ? at(limitName, number)
                : new LimitTuningState(limitName, configured, number, number, CandidateTrial.NONE, 0, 0, 0, 0,
                        ProposalState.NONE);
    }

    /** The effective number. */
    int live() {
        return enforced == 0 ? open : enforced;
    }

    boolean isEnforced() {
        return enforced > 0;
    }

    /** The number that runs in shadow; that in force where none does. */
    int candidate() {
        return Math.min(learned, live());
    }

    boolean hasCandidate() {
        return candidate() < live();
    }

    LimitTuningState withOpen(int number) {
        return new LimitTuningState(limitName, number, learned, enforced, shadow, before, quiet, resting, standing,
                proposals);
    }

    LimitTuningState withLearned(int number) {
        return new LimitTuningState(limitName, open, number, enforced, shadow, before, quiet, resting, standing,
                proposals);
    }

    LimitTuningState withShadow(CandidateTrial trial) {
        return new LimitTuningState(limitName, open, learned, enforced, trial, before, quiet, resting, standing,
                proposals);
    }

    /** What has been learned is in force. */
    LimitTuningState enforced(double shareBefore) {
        return new LimitTuningState(limitName, open, learned, learned, shadow.doubt(false), shareBefore, 0, 0, 0,
                proposals.withLower(ProposalState.Seen.NONE).withRaise(ProposalState.Seen.NONE));
    }

    /** One more window has passed with it. */
    LimitTuningState stood(int quietWindows) {
        return new LimitTuningState(limitName, open, learned, enforced, shadow, before, quietWindows, resting,
                standing + 1, proposals);
    }

    /** The open number is in force again; what was learned has proven itself. */
    LimitTuningState released() {
        return new LimitTuningState(limitName, open, learned, 0, shadow, 0, 0, 0, 0, proposals.withAccepted(0));
    }

    /** The open number is in force again; what was learned is not trusted. */
    LimitTuningState rolledBack(int rest) {
        return new LimitTuningState(limitName, open, open, 0, CandidateTrial.NONE, 0, 0, rest, 0,
                proposals.withAccepted(0));
    }

    LimitTuningState rested() {
        return new LimitTuningState(limitName, open, learned, enforced, shadow, before, quiet,
                Math.max(0, resting - 1), standing, proposals);
    }

    LimitTuningState withProposals(ProposalState newProposals) {
        return new LimitTuningState(limitName, open, learned, enforced, shadow, before, quiet, resting, standing,
                newProposals);
    }

    /** Whether an operator has accepted the number below the configured one that is tried or in force. */
    boolean isAccepted() {
        return proposals.accepted() > 0;
    }

    /** What an operator has accepted: a lower number is tried anew before it is enforced, a higher one is in force. */
    LimitTuningState accepted(Proposal proposal) {
        return proposal.isRaise()
                ? withOpen(proposal.number())
                        .withProposals(proposals.withAllowed(proposal.number()).withRaise(ProposalState.Seen.NONE))
                : withLearned(proposal.number()).withProposals(proposals.withAccepted(proposal.number())
                        .withLower(ProposalState.Seen.of(proposal.number())));
    }

    /** What an operator does not want is not proposed again, nor anything that goes further. */
    LimitTuningState dismissed(Proposal proposal) {
        return withProposals(proposals.dismissed(proposal));
    }

    /** What the learner proposes of this limit: at most one number below the configured one, and one beyond the most. */
    List<Proposal> proposals(int configured, TuningPolicy policy, TrialPolicy trial) {
        return Stream.of(lower(configured, policy, trial), raise(configured)).flatMap(Optional::stream).toList();
    }

    private Optional<Proposal> lower(int configured, TuningPolicy policy, TrialPolicy trial) {
        ProposalState.Seen seen = proposals.lower();
        boolean isProven = seen.number() > 0 && seen.windows() >= trial.windows()
                && seen.goodClients() >= trial.goodClients() && !trial.isOver(seen.refused(), seen.goodClients())
                && !shadow.doubted() && resting == 0;
        boolean isOpen = !isEnforced() && !isAccepted() && !policy.autonomy().accept().isOfLowerNumbers()
                && !proposals.isDismissed(seen.number(), false);
        return isProven && isOpen && seen.number() < configured
                ? Optional.of(Proposal.lower(this, configured))
                : Optional.empty();
    }

    private Optional<Proposal> raise(int configured) {
        ProposalState.Seen seen = proposals.raise();
        return seen.number() > configured && !proposals.isDismissed(seen.number(), true)
                ? Optional.of(Proposal.raise(this, configured))
                : Optional.empty();
    }
}
