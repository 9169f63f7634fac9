package io.doorstep.analytics.tuning;

import io.doorstep.events.Evidence;
import io.doorstep.events.GoodClientImpact;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.UsagePattern;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one limit after one more window.
 *
 * @param adjustment what the tuner says of the number that people need
 * @param kind null where nothing is to be published
 * @param said in words, what is done and why
 */
record LimitTuningStep(LimitTuningState course, Adjustment adjustment, @Nullable RevisionKind kind, String said,
        Evidence evidence) {
    static final Comparator<RevisionKind> WEIGHTIEST_FIRST = Comparator.comparingInt(List.of(RevisionKind.ROLLED_BACK,
            RevisionKind.ENFORCED, RevisionKind.RAISED, RevisionKind.RELEASED, RevisionKind.LOWERED,
            RevisionKind.TRIED)::indexOf);

    static LimitTuningStep of(LimitTuningState course, List<UsagePattern> patterns, Limits inForce, Limits configured,
            TuningPolicy policy, TrialPolicy trial) {
        return new Situation(course, patterns, inForce, configured, policy, trial).turn();
    }

    /** All there is to decide on. */
    private record Situation(LimitTuningState course, List<UsagePattern> patterns, Limits inForce, Limits configured,
            TuningPolicy policy, TrialPolicy trial) {

        private LimitTuningStep turn() {
            return course.isEnforced() ? underAttack() : inPeace();
        }

        private LimitTuningStep underAttack() {
            GoodClientImpact met = met();
            double share = share(met.refused(), met.goodClients());
            if (met.refused() > 1 && share > course.before() + trial.jump()) {
                return turned(course.rolledBack(trial.rest()), RevisionKind.ROLLED_BACK,
                        course.open(), met.goodClients(), share,
                        percent(share) + " of the good clients were refused, " + percent(course.before())
                                + " before it was enforced");
            }
            int quiet = isAttackedStill() ? 0 : course.quiet() + 1;
            if (quiet >= trial.quiet()) {
                return turned(course.released(), RevisionKind.RELEASED, course.open(), met.goodClients(), share,
                        "no attack in " + quiet + " windows");
            }
            return kept(course.quiet(quiet));
        }

        private LimitTuningStep inPeace() {
            Adjustment open = adjust(course.open(), policy.withFloor(number(configured)));
            LimitTuningState next = course.rested().withOpen(numberAfter(open, course.open()));
            Adjustment need = adjust(course.learned(), policy.forCandidates(trial.headroom(),
                    (int) Math.ceil(trial.depth() * number(configured))));
            int learned = Math.min(numberAfter(need, course.learned()), next.open());
            next = next.withShadow(afterShadow());
            if (hasFailed()) {
                learned = Math.max(learned, Math.min(next.open(), 2 * course.learned()));
            }
            if (mayEnforce(next)) {
                next = next.withLearned(Math.max(course.learned(), learned));
                double share = share(met().refused(), met().goodClients());
                return turned(next.enforced(share), RevisionKind.ENFORCED, next.learned(), next.shadow().good(),
                        share(next.shadow().hit(), next.shadow().good()),
                        "an attack, and in " + next.shadow().windows() + " windows in shadow " + next.learned()
                                + " would have refused " + next.shadow().hit() + " of " + next.shadow().good()
                                + " good clients");
            }
            next = next.withLearned(learned);
            if (next.open() != course.open()) {
                return turned(next, next.open() > course.open() ? RevisionKind.RAISED : RevisionKind.LOWERED,
                        next.open(), met().goodClients(), null, open.reason());
            }
            if (next.candidate() != course.candidate()) {
                return turned(next, RevisionKind.TRIED, next.candidate(), met().goodClients(), null, need.reason());
            }
            return new LimitTuningStep(next, need, null, need.reason(), evidence(next.live(), 0, null));
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
            return course.hasCandidate() && course.shadow().doubted() && (isOver() || !isAttacked());
        }

        private boolean isOver() {
            return isOver(met().wouldReject(), met().goodClients()) || isOver(together().hit(), together().good());
        }

        private CandidateTrial together() {
            return course.shadow().with(met().goodClients(), met().wouldReject());
        }

        /** Whether it would have refused more of the good clients than it may; a single one is never too many. */
        private boolean isOver(long hit, long good) {
            return hit > 1 && share(hit, good) > trial.bar();
        }

        private boolean mayEnforce(LimitTuningState next) {
            return next.hasCandidate() && next.shadow().windows() >= trial.windows()
                    && next.shadow().good() >= trial.goodClients() && course.resting() == 0
                    && !next.shadow().doubted() && isAttacked();
        }

        private boolean isAttacked() {
            return last().isAttack(course.live(), policy);
        }

        private boolean isAttackedStill() {
            return last().refused() > 0 && last().isBeyond(course.open(), policy.memory().attackRatio() / 2);
        }

        private WindowDemand last() {
            return WindowDemand.of(limit(), patterns.getLast(), inForce);
        }

        private Adjustment adjust(int number, TuningPolicy by) {
            return LimitTuner.adjust(limit(), patterns, inForce.with(limit().limitName(), number), by);
        }

        private GoodClientImpact met() {
            return patterns.getLast().collateral().stream().filter(met -> met.limitName() == course.limitName())
                    .findFirst().orElseGet(() -> new GoodClientImpact(course.limitName(), course.open(), 0, 0, 0, 0));
        }

        private TunedLimit limit() {
            return TunedLimit.of(course.limitName());
        }

        private int number(Limits limits) {
            return limit().number(limits);
        }

        private LimitTuningStep kept(LimitTuningState next) {
            Adjustment hold = new Adjustment.Hold(course.limitName(), course.live() + " is enforced against an attack, "
                    + next.quiet() + " of " + trial.quiet() + " quiet windows have passed");
            return new LimitTuningStep(next, hold, null, hold.reason(), evidence(next.live(), 0, null));
        }

        private LimitTuningStep turned(LimitTuningState next, RevisionKind kind, int to, long clients,
                @Nullable Double collateral, String why) {
            Adjustment adjustment = new Adjustment.Hold(course.limitName(), why);
            String said = words(course.limitName()) + " " + words(kind) + " " + to + ": " + why;
            return new LimitTuningStep(next, adjustment, kind, said, evidence(to, clients, collateral));
        }

        private Evidence evidence(int to, long clients, @Nullable Double collateral) {
            Demand demand = Demand.of(limit(), patterns, inForce, policy);
            return new Evidence(course.limitName(), course.live(), to,
                    demand.grounds().windows() + demand.grounds().attacks(), clients, demand.high(),
                    demand.grounds().lastWindowStartMs(), collateral);
        }

        private static int numberAfter(Adjustment adjustment, int current) {
            return switch (adjustment) {
                case Adjustment.Hold _ -> current;
                case Adjustment.Raise raise -> raise.evidence().to();
                case Adjustment.Lower lower -> lower.evidence().to();
            };
        }

        private static double share(long some, long all) {
            return all == 0 ? 0 : (double) some / all;
        }

        private static String percent(double share) {
            return String.format(Locale.ROOT, "%.1f %%", 100 * share);
        }

        private static String words(LimitName name) {
            return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        private static String words(RevisionKind kind) {
            return switch (kind) {
                case TRIED -> "tried at";
                case ENFORCED -> "enforced at";
                case RELEASED -> "released to";
                case ROLLED_BACK -> "rolled back to";
                default -> kind.name().toLowerCase(Locale.ROOT) + " to";
            };
        }
    }
}
