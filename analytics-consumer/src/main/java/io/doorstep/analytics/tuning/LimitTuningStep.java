package io.doorstep.analytics.tuning;

import io.doorstep.events.Computation;
import io.doorstep.events.Evidence;
import io.doorstep.events.GoodClientImpact;
import io.doorstep.events.Impact;
import io.doorstep.events.Limits;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.UsagePattern;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one limit after one more window.
 *
 * @param adjustment what was done, or why nothing was
 * @param kind null where nothing is to be published
 * @param said in words, what is done and why
 */
record LimitTuningStep(LimitTuningState course, Adjustment adjustment, @Nullable RevisionKind kind, String said) {
    static final Comparator<RevisionKind> WEIGHTIEST_FIRST = Comparator.comparingInt(List.of(RevisionKind.ROLLED_BACK,
            RevisionKind.ENFORCED, RevisionKind.RAISED, RevisionKind.RELEASED, RevisionKind.LOWERED,
            RevisionKind.TRIED)::indexOf);

    static LimitTuningStep of(LimitTuningState course, List<UsagePattern> patterns, Limits inForce, Limits configured,
            TuningPolicy policy, TrialPolicy trial) {
        return new Situation(course, new LimitWindows(TunedLimit.of(course.limitName()), patterns, inForce, policy),
                configured.get(course.limitName()), policy, trial).turn();
    }

    /** All there is to decide on. */
    private record Situation(LimitTuningState course, LimitWindows windows, int configured, TuningPolicy policy,
            TrialPolicy trial) {

        private LimitTuningStep turn() {
            return course.isEnforced() ? enforced() : open();
        }

        private LimitTuningStep enforced() {
            GoodClientImpact met = windows.met();
            var lately = new Impact(1, Impact.Unit.CLIENTS, met.goodClients(), met.refused(),
                    Math.min(1, course.before() + trial.jump()));
            if (lately.refused() > 1 && lately.share() > lately.bound()) {
                return rolledBack(lately);
            }
            Impact since = windows.attempts(course.standing() + 1, trial.refusedAttempts());
            if (since.windows() > 1 && since.share() > since.bound()) {
                return rolledBack(since);
            }
            boolean isQuiet = !policy.autonomy().accept().isOfLowerNumbers() || !windows.isAttackedStill(course.open());
            int quiet = isQuiet ? course.quiet() + 1 : 0;
            if (quiet >= trial.quiet() && !course.isAccepted()) {
                return released(quiet);
            }
            return kept(course.stood(quiet));
        }

        private LimitTuningStep rolledBack(Impact impact) {
            return turned(course.rolledBack(trial.rest()), RevisionKind.ROLLED_BACK, course.live(), course.open(),
                    impact,
                    Reasons.share(impact) + ", were refused in " + Reasons.windows(impact.windows()) + "; at most "
                            + Reasons.number(100 * impact.bound()) + " % may be");
        }

        private LimitTuningStep released(int quiet) {
            Impact impact = windows.clients(quiet, trial.bar());
            return turned(course.released(), RevisionKind.RELEASED, course.live(), course.open(), impact,
                    (policy.autonomy().accept().isOfLowerNumbers()
                            ? "no attack in "
                            : "nobody has accepted a number below the configured " + configured + ", and it stood ")
                            + Reasons.windows(quiet));
        }

        private LimitTuningStep open() {
            Adjustment free = windows.adjust(course.open(), policy.withFloor(configured));
            Adjustment open = atMost(free, Math.max(course.open(), cap()));
            LimitTuningState next = course.rested().withOpen(numberAfter(open, course.open()));
            Adjustment need = atMost(windows.adjust(course.learned(), policy.forCandidates(trial.headroom(),
                    leastCandidate())), next.open());
            next = next.withShadow(afterShadow());
            int learned = learned(need, next);
            if (course.isAccepted() && learned != course.learned()) {
                next = next.withProposals(next.proposals().withAccepted(0));
            }
            if (mayEnforce(next)) {
                return enforced(next.withLearned(Math.max(course.learned(), learned)));
            }
            next = next.withLearned(learned);
            next = next.withProposals(seen(next, free));
            return revised(next, open, need);
        }

        private LimitTuningStep enforced(LimitTuningState next) {
            Impact impact = next.isAccepted()
                    ? seenOfAccepted()
                    : new Impact(next.shadow().windows(), Impact.Unit.CLIENTS, next.shadow().good(),
                            next.shadow().hit(), trial.bar());
            GoodClientImpact met = windows.met();
            double before = met.goodClients() == 0 ? 0 : (double) met.refused() / met.goodClients();
            return turned(next.enforced(before), RevisionKind.ENFORCED, course.live(), next.learned(), impact,
                    (next.isAccepted() ? "an operator has accepted it" : "an attack") + ", and in "
                            + Reasons.windows(impact.windows()) + " in shadow it would have refused "
                            + Reasons.share(impact));
        }

        private LimitTuningStep revised(LimitTuningState next, Adjustment open, Adjustment need) {
            if (next.open() != course.open()) {
                return turned(next, next.open() > course.open() ? RevisionKind.RAISED : RevisionKind.LOWERED, open,
                        boundOfOpen(open));
            }
            if (next.candidate() == course.candidate()) {
                return new LimitTuningStep(next, new Adjustment.Hold(course.limitName(), need.reason()), null,
                        need.reason());
            }
            if (hasFailed() && next.learned() > numberAfter(need, course.learned())) {
                Impact impact = failed();
                return turned(next, RevisionKind.TRIED, course.candidate(), next.candidate(), impact,
                        course.candidate() + " would have refused " + Reasons.share(impact) + ", in "
                                + Reasons.windows(impact.windows()) + "; at most "
                                + Reasons.number(100 * impact.bound())
                                + " % may be, so it doubles");
            }
            return turned(next, RevisionKind.TRIED, need, boundOfCandidate(need));
        }

        private String boundOfOpen(Adjustment open) {
            return switch (open) {
                case Adjustment.Raise raise when raise.computation().ceiling() == course.proposals().allowed() ->
                    "as an operator has accepted";
                case Adjustment.Raise raise when raise.computation().ceiling() == cap() ->
                    Reasons.number(policy.autonomy().most()) + " times " + configured;
                case Adjustment.Lower lower when lower.computation().floor() == configured -> "as configured";
                default -> "";
            };
        }

        private String boundOfCandidate(Adjustment need) {
            return switch (need) {
                case Adjustment.Lower lower when lower.computation().floor() == leastCandidate() ->
                    Reasons.number(100 * trial.depth()) + " % of " + configured;
                case Adjustment.Raise raise when raise.computation().ceiling() == course.open() -> "as in force";
                default -> "";
            };
        }

        /** The largest number that the learner may raise this limit to. */
        private int cap() {
            return Math.max(policy.autonomy().cap(configured), course.proposals().allowed());
        }

        private int leastCandidate() {
            return (int) Math.ceil(trial.depth() * configured);
        }

        private int learned(Adjustment need, LimitTuningState next) {
            int wanted = Math.min(numberAfter(need, course.learned()), next.open());
            int learned = course.isAccepted() ? Math.max(wanted, Math.min(course.learned(), next.open())) : wanted;
            return hasFailed() ? Math.max(learned, Math.min(next.open(), 2 * course.learned())) : learned;
        }

        /** What is known of the numbers that can be proposed, with the last window. */
        private ProposalState seen(LimitTuningState next, Adjustment free) {
            GoodClientImpact met = windows.met();
            long start = windows.last().windowStartMs();
            ProposalState.Seen lower = course.proposals().lower();
            if (!next.hasCandidate()) {
                lower = ProposalState.Seen.NONE;
            } else if (course.hasCandidate() && next.candidate() == course.candidate()
                    && lower.number() == next.candidate()) {
                lower = lower.with(start, met.goodClients(), met.wouldReject(), windows.refused());
            } else {
                lower = ProposalState.Seen.of(next.candidate());
            }
            ProposalState.Seen raise = free instanceof Adjustment.Raise wanted
                    && wanted.computation().target(course.open()) > cap() && next.open() >= cap()
                            ? course.proposals().raise().at(wanted.computation().target(course.open())).with(start,
                                    met.goodClients(), 0, windows.refused())
                            : ProposalState.Seen.NONE;
            boolean isBack = next.open() <= policy.autonomy().cap(configured);
            ProposalState seen = next.proposals().withLower(lower).withRaise(raise);
            return isBack && next.open() < course.open() ? seen.withAllowed(0) : seen;
        }

        /** With what the last window says of the candidate that ran in it. */
        private CandidateTrial afterShadow() {
            if (!course.hasCandidate() || hasFailed()) {
                return CandidateTrial.NONE;
            }
            return isOver() ? course.shadow().doubt(true) : together();
        }

        /** The candidate was over the bar, and not for an attack that looked like good clients as it began. */
        private boolean hasFailed() {
            return course.hasCandidate() && course.shadow().doubted()
                    && (isOver() || !windows.isAttacked(course.live()));
        }

        private boolean isOver() {
            return trial.isOver(windows.met().wouldReject(), windows.met().goodClients())
                    || trial.isOver(together().hit(), together().good());
        }

        private CandidateTrial together() {
            return course.shadow().with(windows.met().goodClients(), windows.met().wouldReject());
        }

        /** What the candidate has failed for: the last window, all of them with it, or the one before, which left doubt. */
        private Impact failed() {
            GoodClientImpact met = isOver() ? windows.met() : windows.metBefore();
            if (trial.isOver(met.wouldReject(), met.goodClients())) {
                return new Impact(1, Impact.Unit.CLIENTS, met.goodClients(), met.wouldReject(), trial.bar());
            }
            CandidateTrial all = course.shadow().with(met.goodClients(), met.wouldReject());
            return new Impact(all.windows(), Impact.Unit.CLIENTS, all.good(), all.hit(), trial.bar());
        }

        private boolean mayEnforce(LimitTuningState next) {
            if (!next.hasCandidate() || next.shadow().doubted() || course.resting() > 0) {
                return false;
            }
            if (next.isAccepted()) {
                Impact seen = seenOfAccepted();
                return seen.windows() >= trial.windows() && seen.good() >= trial.goodClients()
                        && !trial.isOver(seen.refused(), seen.good());
            }
            return policy.autonomy().accept().isOfLowerNumbers() && next.shadow().windows() >= trial.windows()
                    && next.shadow().good() >= trial.goodClients() && windows.isAttacked(course.live());
        }

        private Impact seenOfAccepted() {
            GoodClientImpact met = windows.met();
            ProposalState.Seen seen = course.proposals().lower().with(0, met.goodClients(), met.wouldReject(), 0);
            return new Impact(seen.windows(), Impact.Unit.CLIENTS, seen.goodClients(), seen.refused(), trial.bar());
        }

        private LimitTuningStep kept(LimitTuningState next) {
            String why = course.live() + (course.isAccepted()
                    ? " is enforced, since an operator has accepted it"
                    : " is enforced against an attack, " + next.quiet() + " of " + trial.quiet()
                            + " quiet windows have passed");
            return new LimitTuningStep(next, new Adjustment.Hold(course.limitName(), why), null, why);
        }

        /** A number that follows from demand. */
        private LimitTuningStep turned(LimitTuningState next, RevisionKind kind, Adjustment by, String bound) {
            return switch (by) {
                case Adjustment.Raise(Evidence evidence, Computation computation, String who, String note) ->
                    turned(next, kind, evidence, Reasons.computed(who, evidence, computation, bound) + note);
                case Adjustment.Lower(Evidence evidence, Computation computation, String who) ->
                    turned(next, kind, evidence, Reasons.computed(who, evidence, computation, bound));
                case Adjustment.Hold hold -> turned(next, kind, windows.evidence(course.candidate(), next.candidate(),
                        null), hold.reason());
                case Adjustment.Revised revised -> throw new IllegalStateException("decided already: " + revised);
            };
        }

        /** A number that follows from whom it has refused, or would have. */
        private LimitTuningStep turned(LimitTuningState next, RevisionKind kind, int from, int to, Impact impact,
                String why) {
            return turned(next, kind, windows.evidence(from, to, impact), why);
        }

        private LimitTuningStep turned(LimitTuningState next, RevisionKind kind, Evidence evidence, String why) {
            String said = Reasons.done(course.limitName(), kind, evidence.to()) + ": " + why;
            return new LimitTuningStep(next, new Adjustment.Revised(kind, evidence, why), kind, said);
        }

        /** The same, but no further than this. */
        private static Adjustment atMost(Adjustment adjustment, int most) {
            if (!(adjustment instanceof Adjustment.Raise raise) || raise.computation().ceiling() <= most) {
                return adjustment;
            }
            return most > raise.evidence().from()
                    ? raise.withCeiling(most)
                    : new Adjustment.Hold(raise.limitName(), Reasons.wanted(raise.who(), raise.computation())
                            + "; not above " + raise.evidence().from());
        }

        private static int numberAfter(Adjustment adjustment, int current) {
            return switch (adjustment) {
                case Adjustment.Hold _ -> current;
                case Adjustment.Raise raise -> raise.evidence().to();
                case Adjustment.Lower lower -> lower.evidence().to();
                case Adjustment.Revised revised -> throw new IllegalStateException("decided already: " + revised);
            };
        }
    }
}
