package io.doorstep.analytics.revision;

import io.doorstep.analytics.tuning.Proposal;
import io.doorstep.analytics.tuning.RevisionDraft;
import io.doorstep.analytics.tuning.ScopeTuningState;
import io.doorstep.analytics.tuning.TrialPolicy;
import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.events.Hold;
import io.doorstep.events.Lease;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.UsagePattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the learner remembers of one scope.
 *
 * @param revision the revision in force; 0: the configured limits
 * @param limits the effective limits
 * @param recent the latest patterns, oldest first
 * @param course how far the tuning has come; empty in a state that was written before there were courses
 * @param candidate what runs in shadow; null for nothing
 * @param hold null where the limits are tuned
 * @param leaseUntilMs when the numbers below the configured ones lapse at the doors, in milliseconds since the epoch; null
 *     for never
 */
public record ScopeState(long revision, Limits limits, List<UsagePattern> recent, ScopeTuningState course,
        @Nullable Limits candidate, @Nullable Hold hold, @Nullable Long leaseUntilMs) {
    private static final ScopeTuningState NO_COURSE = new ScopeTuningState(List.of());

    public ScopeState {
        recent = List.copyOf(recent);
        course = orElse(course, NO_COURSE);
    }

    public static ScopeState of(Limits configured) {
        return new ScopeState(0, configured, List.of(), ScopeTuningState.at(configured), null, null, null);
    }

    /** Earlier versions kept no course. */
    private static <T> T orElse(@Nullable T value, T absent) {
        return value == null ? absent : value;
    }

    /** The state of a scope of which nothing but its latest revision is known. */
    public static ScopeState from(LimitsRevised latest, Limits configured) {
        return new ScopeState(latest.revision(), latest.limits(), List.of(),
                ScopeTuningState.from(latest.limits(), configured), null, latest.hold(),
                latest.lease() == null ? null : latest.lease().untilMs());
    }

    /** This state as the settings are now: limits that nobody has revised are theirs. */
    public ScopeState under(Limits configured) {
        if (revision == 0 && !limits.equals(configured)) {
            return new ScopeState(0, configured, recent, ScopeTuningState.at(configured), null, null, null);
        }
        return course.limits().isEmpty() ? withCourse(ScopeTuningState.from(limits, configured)) : this;
    }

    /** This state with one more pattern, without those that the policy does not {@link TuningPolicy#remembered remember}. */
    public ScopeState with(UsagePattern pattern, TuningPolicy policy) {
        List<UsagePattern> patterns = new ArrayList<>(recent);
        patterns.add(pattern);
        return new ScopeState(revision, limits, policy.remembered(patterns), course, candidate, hold,
                leaseUntilMs);
    }

    ScopeState withCourse(ScopeTuningState newCourse) {
        return new ScopeState(revision, limits, recent, newCourse, candidate, hold, leaseUntilMs);
    }

    /** This state once a draft has been published under a number. */
    public ScopeState revised(long newRevision, RevisionDraft draft, @Nullable Lease lease) {
        return new ScopeState(newRevision, draft.limits(), recent, course, draft.candidate(), draft.hold(),
                lease == null ? null : lease.untilMs());
    }

    /** This state once its lease has been renewed. */
    public ScopeState renewed(Lease lease) {
        return new ScopeState(revision, limits, recent, course, candidate, hold, lease.untilMs());
    }

    /** Whether a number is below the configured one, and no operator has pinned it: it holds by lease. */
    public static boolean needsLease(Limits limits, @Nullable Hold hold, Limits configured) {
        return hold != Hold.PINNED && !LimitNumbers.most(limits, configured).equals(limits);
    }

    public boolean needsLease(Limits configured) {
        return needsLease(limits, hold, configured);
    }

    /** Whether the lease has ended before it was renewed. */
    public boolean hasLapsed(long nowMs) {
        return leaseUntilMs != null && leaseUntilMs <= nowMs;
    }

    /** What the learner proposes, and an operator can accept; nothing while one holds the limits. */
    public List<Proposal> proposals(Limits configured, TuningPolicy policy, TrialPolicy trial) {
        return hold == null ? course.proposals(configured, policy, trial) : List.of();
    }
}
