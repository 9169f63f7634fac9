package io.doorstep.analytics.revision;

import io.doorstep.analytics.tuning.Adjustment;
import io.doorstep.analytics.tuning.RevisionDraft;
import io.doorstep.analytics.tuning.ScopeTuningState;
import io.doorstep.analytics.tuning.TrialPolicy;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.events.Hold;
import io.doorstep.events.Limits;
import io.doorstep.events.RevisionKind;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one more window makes of a state, as far as the mode lets it go.
 *
 * @param state with the course after the window; a draft is not yet in force in it
 * @param adjustments what the tuner says of each limit
 * @param draft what is to be published; null for nothing
 * @param withheld what the course would change, and the mode does not let it; null for nothing
 */
public record TuningDecision(ScopeState state, List<Adjustment> adjustments, @Nullable RevisionDraft draft,
        @Nullable RevisionDraft withheld) {

    public TuningDecision {
        adjustments = List.copyOf(adjustments);
    }

    /** @param state that has the latest pattern */
    public static TuningDecision of(ScopeState state, Limits configured, TuningMode mode, TuningPolicy policy,
            TrialPolicy trial) {
        Hold hold = state.hold();
        if (hold != null) {
            return new TuningDecision(state, mode == TuningMode.OFF ? List.of() : held(hold), null, null);
        }
        return switch (mode) {
            case OFF -> off(state, configured);
            case SHADOW -> inShadow(state, configured, policy, trial);
            case ENFORCE -> enforcing(state, configured, policy, trial);
        };
    }

    /**
     * What becomes of a state whose lease has ended: the doors have dropped the numbers below the configured ones, so they are
     * not in force any more, and what was learned is tried anew.
     */
    public static TuningDecision lapsed(ScopeState state, Limits configured) {
        Limits limits = LimitNumbers.most(state.limits(), configured);
        return new TuningDecision(state.withCourse(ScopeTuningState.at(limits)), List.of(),
                RevisionDraft.learned(RevisionKind.RELEASED, limits, null,
                        "the numbers below the configured ones were not renewed in time, so they have lapsed",
                        List.of())
                        .with(state.hold()),
                null);
    }

    /** Nobody would take back what was enforced, or end what is tried, once nothing is tuned: so neither outlasts it. */
    private static TuningDecision off(ScopeState state, Limits configured) {
        Limits limits = LimitNumbers.most(state.limits(), configured);
        boolean stays = limits.equals(state.limits());
        if (stays && state.candidate() == null) {
            return new TuningDecision(state, List.of(), null, null);
        }
        return new TuningDecision(state.withCourse(ScopeTuningState.at(limits)), List.of(),
                RevisionDraft.learned(stays ? RevisionKind.TRIED : RevisionKind.RELEASED, limits, null,
                        stays ? "nothing is tried while tuning is off" : "nothing is enforced while tuning is off",
                        List.of()),
                null);
    }

    private static List<Adjustment> held(Hold hold) {
        String why = "an operator has " + hold.name().toLowerCase(Locale.ROOT) + " the limits of this scope";
        return LimitNumbers.REVISED.stream().sorted()
                .<Adjustment>map(name -> new Adjustment.Hold(name, why)).toList();
    }

    private static TuningDecision enforcing(ScopeState state, Limits configured, TuningPolicy policy,
            TrialPolicy trial) {
        Limits inForce = state.limits();
        ScopeTuningState scopeTuningState = state.course().live(inForce).equals(inForce)
                ? state.course()
                : ScopeTuningState.from(inForce, configured);
        ScopeTuningState.Turn turn = scopeTuningState.next(state.recent(), inForce, configured, policy, trial);
        RevisionDraft draft = draft(turn.change(), state, turn.course().live(inForce),
                turn.course().candidate(inForce));
        return new TuningDecision(state.withCourse(turn.course()), turn.adjustments(), draft, null);
    }

    /** The course goes on as if it were enforced; the doors get to see what runs in shadow on it. */
    private static TuningDecision inShadow(ScopeState state, Limits configured, TuningPolicy policy,
            TrialPolicy trial) {
        ScopeTuningState.Turn turn = state.course().next(state.recent(), configured, configured, policy, trial);
        RevisionDraft change = turn.change();
        boolean tries = change == null || change.kind() == RevisionKind.TRIED;
        return new TuningDecision(state.withCourse(turn.course()), turn.adjustments(),
                draft(tries ? change : null, state, configured, shadow(turn.course(), configured)),
                tries ? null : change);
    }

    private static @Nullable Limits shadow(ScopeTuningState course, Limits inForce) {
        Limits wanted = Objects.requireNonNullElseGet(course.candidate(inForce), () -> course.live(inForce));
        Limits candidate = LimitNumbers.least(inForce, wanted);
        return candidate.equals(inForce) ? null : candidate;
    }

    /** Null where all that the doors go by is as it was. */
    private static @Nullable RevisionDraft draft(@Nullable RevisionDraft change, ScopeState state, Limits limits,
            @Nullable Limits candidate) {
        if (limits.equals(state.limits()) && Objects.equals(candidate, state.candidate())) {
            return null;
        }
        if (change != null) {
            return change.with(limits, candidate);
        }
        return limits.equals(state.limits())
                ? RevisionDraft.learned(RevisionKind.TRIED, limits, candidate,
                        candidate == null ? "nothing is left to be tried" : "what has been learned", List.of())
                : RevisionDraft.learned(RevisionKind.RELEASED, limits, candidate,
                        "nothing is enforced in shadow mode", List.of());
    }
}
