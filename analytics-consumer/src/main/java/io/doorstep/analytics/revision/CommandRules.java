package io.doorstep.analytics.revision;

import static java.util.stream.Collectors.joining;

import io.doorstep.analytics.revision.CommandDecision.Noted;
import io.doorstep.analytics.revision.CommandDecision.Refused;
import io.doorstep.analytics.revision.CommandDecision.Revised;
import io.doorstep.analytics.revision.CommandDecision.Unchanged;
import io.doorstep.analytics.tuning.Proposal;
import io.doorstep.analytics.tuning.RevisionDraft;
import io.doorstep.analytics.tuning.ScopeTuningState;
import io.doorstep.events.Hold;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of an operator's command. A hold ends only by its own end: rolling back moves the limits that are
 * pinned or frozen, and they stay so. Where tuning goes on, it goes on from the effective limits, and numbers below the
 * configured ones count as enforced.
 */
public final class CommandRules {
    /** The largest number of a limit. */
    public static final int MOST = 1_000_000;

    private final LimitsCommand command;
    private final ScopeState state;
    private final Limits configured;
    private final RevisionHistory history;
    private final List<Proposal> proposals;

    private CommandRules(LimitsCommand command, ScopeState state, Limits configured, RevisionHistory history,
            List<Proposal> proposals) {
        this.command = command;
        this.state = state;
        this.configured = configured;
        this.history = history;
        this.proposals = proposals;
    }

    /**
     * @param state of the command's scope; null for a scope without limits of its own
     * @param configured the limits of the settings
     * @param history of the command's scope
     * @param proposals that stand
     */
    public static CommandDecision decide(LimitsCommand command, @Nullable ScopeState state, Limits configured,
            RevisionHistory history, List<Proposal> proposals) {
        LimitsCommand.Action action = command.action();
        Scope scope = command.scope();
        if (action == null) {
            return new Refused("the action is not known to this version");
        }
        if (!ScopeNames.isValid(scope)) {
            return new Refused("'" + scope + "' is no scope");
        }
        if (state == null && action != LimitsCommand.Action.PIN) {
            return new Refused(scope + " has no limits of its own; a pin gives it some");
        }
        ScopeState known = state == null ? ScopeState.of(configured) : state;
        Long expected = command.expectedRevision();
        if (expected != null && expected != known.revision()) {
            return new Refused("revision " + known.revision() + " of " + scope + " is in force, not " + expected);
        }
        return new CommandRules(command, known, configured, history, proposals).decide(action);
    }

    private CommandDecision decide(LimitsCommand.Action action) {
        return switch (action) {
            case PIN -> pin();
            case UNPIN -> release(Hold.PINNED, RevisionKind.UNPINNED, "unpinned");
            case ROLL_BACK -> rollBack();
            case FREEZE -> freeze();
            case THAW -> release(Hold.FROZEN, RevisionKind.THAWED, "thawed");
            case ACCEPT -> accept();
            case DISMISS -> dismiss();
        };
    }

    /** A higher number is in force at once, a lower one once it has run in shadow. */
    private CommandDecision accept() {
        String trouble = troubleWithProposals();
        if (trouble != null) {
            return new Refused(trouble);
        }
        ScopeTuningState course = state.course();
        for (Proposal proposal : named()) {
            course = course.accepted(proposal);
        }
        Limits limits = course.live(state.limits());
        String reason = reason("accepted: " + numbers());
        return limits.equals(state.limits())
                ? new Noted(state.withCourse(course), reason)
                : Revised.of(state, course, new RevisionDraft(RevisionKind.RAISED, limits,
                        course.candidate(limits), null, command.by(), reason, List.of()));
    }

    private CommandDecision dismiss() {
        String trouble = troubleWithProposals();
        if (trouble != null) {
            return new Refused(trouble);
        }
        ScopeTuningState course = state.course();
        for (Proposal proposal : named()) {
            course = course.dismissed(proposal);
        }
        return new Noted(state.withCourse(course), reason("dismissed: " + numbers()));
    }

    /** Null where all numbers that the command names are proposed. */
    private @Nullable String troubleWithProposals() {
        if (command.numbers().isEmpty()) {
            return "name the limit and the number that is proposed for it";
        }
        return command.numbers().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .filter(number -> !isProposed(number))
                .map(number -> number.getValue() + " is not proposed for the " + LimitNumbers.inWords(number.getKey())
                        + proposed(number.getKey()))
                .findFirst().orElse(null);
    }

    private boolean isProposed(Map.Entry<LimitName, Integer> number) {
        return named().stream().anyMatch(proposal -> proposal.limitName() == number.getKey());
    }

    private String proposed(LimitName name) {
        String numbers = proposals.stream().filter(proposal -> proposal.limitName() == name)
                .map(proposal -> String.valueOf(proposal.number())).collect(joining(" and "));
        return numbers.isEmpty() ? "" : ": " + numbers + " is";
    }

    private List<Proposal> named() {
        return proposals.stream()
                .filter(proposal -> Integer.valueOf(proposal.number())
                        .equals(command.numbers().get(proposal.limitName())))
                .toList();
    }

    private CommandDecision pin() {
        if (command.numbers().isEmpty()) {
            return new Refused("a pin names the number of at least one limit");
        }
        Limits pinned = state.limits();
        for (Map.Entry<LimitName, Integer> number : command.numbers().entrySet()) {
            LimitName name = number.getKey();
            if (!LimitNumbers.REVISED.contains(name)) {
                return new Refused(LimitNumbers.inWords(name)
                        + " is what an instance can carry: it is set by each instance's doorstep.pool.max-connections");
            }
            if (number.getValue() < 1 || number.getValue() > MOST) {
                return new Refused(LimitNumbers.inWords(name) + " must be a whole number from 1 to " + MOST + ", not "
                        + number.getValue());
            }
            pinned = pinned.with(name, number.getValue());
        }
        if (state.hold() == Hold.PINNED && pinned.equals(state.limits())) {
            return new Unchanged("pinned at these numbers already");
        }
        return revised(RevisionKind.PINNED, pinned, Hold.PINNED, "pinned: " + numbers());
    }

    private String numbers() {
        return command.numbers().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(number -> LimitNumbers.inWords(number.getKey()) + " " + number.getValue()).collect(joining(", "));
    }

    private CommandDecision freeze() {
        if (state.hold() == Hold.PINNED) {
            return new Refused(command.scope() + " is pinned, so nothing moves it; unpin it first");
        }
        return state.hold() == Hold.FROZEN
                ? new Unchanged("frozen already")
                : revised(RevisionKind.FROZEN, state.limits(), Hold.FROZEN, "frozen");
    }

    private CommandDecision release(Hold from, RevisionKind kind, String word) {
        return state.hold() == from
                ? revised(kind, state.limits(), null, word)
                : new Refused(command.scope() + " is not " + (from == Hold.PINNED ? "pinned" : "frozen"));
    }

    private CommandDecision rollBack() {
        Long to = command.toRevision();
        return to == null ? rollBackOnce() : rollBackTo(to);
    }

    /** To the latest revision before with other limits: what was tried in between changed nothing in force. */
    private CommandDecision rollBackOnce() {
        long number = state.revision();
        while (number != 0) {
            RevisionHistory.Past past = history.revision(number);
            if (past == null) {
                return new Refused("what was before revision " + number + " of " + command.scope()
                        + " is not known; name the revision, or 0 for the configured limits");
            }
            number = past.predecessor();
            Limits limits = limitsOf(number);
            if (limits != null && !limits.equals(state.limits())) {
                return rolledBack(number, limits);
            }
        }
        return new Refused("there were no other limits of " + command.scope() + " before");
    }

    private CommandDecision rollBackTo(long number) {
        Limits limits = limitsOf(number);
        if (limits == null) {
            return new Refused(number + " is no revision of " + command.scope() + " that is known");
        }
        return limits.equals(state.limits()) && state.candidate() == null
                ? new Unchanged("the limits of revision " + number + " are in force already")
                : rolledBack(number, limits);
    }

    private @Nullable Limits limitsOf(long number) {
        if (number == 0) {
            return configured;
        }
        RevisionHistory.Past past = history.revision(number);
        return past == null ? null : past.limits();
    }

    private CommandDecision rolledBack(long number, Limits limits) {
        return revised(RevisionKind.ROLLED_BACK, limits, state.hold(), number == 0
                ? "rolled back to the configured limits"
                : "rolled back to revision " + number);
    }

    private CommandDecision revised(RevisionKind kind, Limits limits, @Nullable Hold hold, String what) {
        return Revised.of(state, ScopeTuningState.from(limits, configured),
                new RevisionDraft(kind, limits, null, hold, command.by(), reason(what), List.of()));
    }

    private String reason(String what) {
        String why = command.reason();
        return why == null || why.isBlank() ? what : what + ": " + why;
    }
}
