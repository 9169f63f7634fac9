package io.doorstep.analytics.tuning;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.UsagePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The course of the default limits, window after window. */
final class Journey {
    private TuningPolicy policy;
    private final TrialPolicy trial;
    private final List<UsagePattern> patterns = new ArrayList<>();
    private ScopeTuningState course = ScopeTuningState.at(Limits.DEFAULTS);
    private ScopeTuningState.@Nullable Turn last;

    Journey(TrialPolicy trial, Autonomy.Accept accept) {
        this.policy = TuningPolicy.DEFAULTS.withAutonomy(new Autonomy(2, accept));
        this.trial = trial;
    }

    Journey pass(Window window) {
        patterns.add(window.pattern(patterns.size()));
        last = course.next(patterns, course.live(Limits.DEFAULTS), Limits.DEFAULTS, policy, trial);
        course = last.course();
        return this;
    }

    Journey pass(int times, Window window) {
        for (int i = 0; i < times; i++) {
            pass(window);
        }
        return this;
    }

    /** What the latest window led to; null for nothing. */
    @Nullable
    RevisionDraft change() {
        return Objects.requireNonNull(last).change();
    }

    @Nullable
    RevisionKind kind() {
        RevisionDraft change = change();
        return change == null ? null : change.kind();
    }

    LimitTuningState rate() {
        return Objects.requireNonNull(course.of(LimitName.CONNECTION_RATE));
    }

    ScopeTuningState.Turn last() {
        return Objects.requireNonNull(last);
    }

    /** What is proposed of the connection rate. */
    List<Proposal> proposals() {
        return course.proposals(Limits.DEFAULTS, policy, trial).stream()
                .filter(proposal -> proposal.limitName() == LimitName.CONNECTION_RATE).toList();
    }

    /** From here on under another setting. */
    Journey with(Autonomy.Accept accept) {
        policy = policy.withAutonomy(new Autonomy(2, accept));
        return this;
    }

    Journey accept(Proposal proposal) {
        course = course.accepted(proposal);
        return this;
    }

    Journey dismiss(Proposal proposal) {
        course = course.dismissed(proposal);
        return this;
    }
}
