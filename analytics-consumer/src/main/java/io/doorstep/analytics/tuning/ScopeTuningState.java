package io.doorstep.analytics.tuning;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.UsagePattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far the tuning of the limits of one scope has come: from permissive, by way of a candidate in shadow, to what is
 * enforced against an attack, and back. Immutable and pure: the same windows lead to the same course.
 *
 * @param limits one course for each limit that is tuned
 */
public record ScopeTuningState(List<LimitTuningState> limits) {
    public ScopeTuningState {
        limits = List.copyOf(limits);
    }

    /** Where it begins, and where an operator has left it: with these effective limits and no candidate. */
    public static ScopeTuningState at(Limits limits) {
        return new ScopeTuningState(Arrays.stream(TunedLimit.values())
                .map(limit -> LimitTuningState.at(limit.limitName(), limit.number(limits))).toList());
    }

    /**
     * Where it goes on from numbers that it has not led to: those below the configured ones count as enforced against an
     * attack, so they go when it is over, and at once where they refuse good clients.
     */
    public static ScopeTuningState from(Limits inForce, Limits configured) {
        return new ScopeTuningState(
                Arrays.stream(TunedLimit.values()).map(limit -> LimitTuningState.at(limit.limitName(),
                        limit.number(inForce), limit.number(configured))).toList());
    }

    /**
     * What becomes of it after one more window.
     *
     * @param patterns of the scope, oldest first; those that are {@link TuningPolicy#remembered} count
     * @param inForce the effective limits, for their windows
     * @param configured the limits that nobody has revised: what the operator finds acceptable
     */
    public Turn next(List<UsagePattern> patterns, Limits inForce, Limits configured, TuningPolicy policy,
            TrialPolicy trial) {
        List<LimitTuningStep> turns = limits.stream()
                .map(course -> LimitTuningStep.of(course, patterns, inForce, configured, policy, trial)).toList();
        ScopeTuningState after = new ScopeTuningState(turns.stream().map(LimitTuningStep::course).toList());
        return new Turn(after, turns.stream().map(LimitTuningStep::adjustment).toList(), after.change(turns, inForce));
    }

    private @Nullable RevisionDraft change(List<LimitTuningStep> turns, Limits inForce) {
        List<LimitTuningStep> changed = turns.stream().filter(turn -> turn.kind() != null).toList();
        if (changed.isEmpty()) {
            return null;
        }
        RevisionKind kind = changed.stream().map(LimitTuningStep::kind).min(LimitTuningStep.WEIGHTIEST_FIRST)
                .orElseThrow();
        String reason = changed.stream().map(LimitTuningStep::said).collect(Collectors.joining("; "));
        return RevisionDraft.learned(kind, live(inForce), candidate(inForce), reason,
                changed.stream().map(LimitTuningStep::adjustment).map(Adjustment.Revised.class::cast)
                        .map(Adjustment.Revised::evidence).toList());
    }

    /** The effective limits on this course. */
    public Limits live(Limits windows) {
        return with(windows, LimitTuningState::live);
    }

    /** What runs in shadow; null for nothing. */
    public @Nullable Limits candidate(Limits windows) {
        return limits.stream().anyMatch(LimitTuningState::hasCandidate)
                ? with(windows, LimitTuningState::candidate)
                : null;
    }

    private Limits with(Limits windows, ToIntFunction<LimitTuningState> number) {
        Limits with = windows;
        for (LimitTuningState course : limits) {
            with = with.with(course.limitName(), number.applyAsInt(course));
        }
        return with;
    }

    /** The most that a good client asks for of each limit. */
    public Map<LimitName, Integer> references(Limits configured) {
        return limits.stream().collect(Collectors.toUnmodifiableMap(LimitTuningState::limitName,
                course -> Math.max(course.open(), configured.get(course.limitName()))));
    }

    /** What the learner proposes of each limit. */
    public List<Proposal> proposals(Limits configured, TuningPolicy policy, TrialPolicy trial) {
        return limits.stream()
                .flatMap(course -> course.proposals(configured.get(course.limitName()), policy, trial).stream())
                .toList();
    }

    /** With what an operator has accepted. */
    public ScopeTuningState accepted(Proposal proposal) {
        return with(proposal, course -> course.accepted(proposal));
    }

    /** With what an operator has dismissed. */
    public ScopeTuningState dismissed(Proposal proposal) {
        return with(proposal, course -> course.dismissed(proposal));
    }

    private ScopeTuningState with(Proposal proposal, UnaryOperator<LimitTuningState> change) {
        return new ScopeTuningState(limits.stream()
                .map(course -> course.limitName() == proposal.limitName() ? change.apply(course) : course).toList());
    }

    /** What is known of one limit; null of one that is not tuned. */
    public @Nullable LimitTuningState of(LimitName limitName) {
        return limits.stream().filter(course -> course.limitName() == limitName).findFirst().orElse(null);
    }

    /**
     * @param adjustments what the tuner says of each limit
     * @param change what is to be published; null where all stays as it is
     */
    public record Turn(ScopeTuningState course, List<Adjustment> adjustments, @Nullable RevisionDraft change) {
        public Turn {
            adjustments = new ArrayList<>(adjustments);
        }
    }
}
