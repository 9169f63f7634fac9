package io.doorstep.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One numbered change of the limits of a scope.
 *
 * @param revision counts up by one per change, over all scopes; the first is 1
 * @param predecessor number of the revision this one replaces; 0 for the configured limits
 * @param limits the effective limits from now on
 * @param author {@code learner}, or the name of an operator
 * @param reason in words, for people
 * @param kind absent in revisions of publishers that knew no candidates
 * @param candidate limits that run in shadow beside those in force, none of them above its live number; absent for none
 * @param hold absent where the limits are tuned
 * @param lease how long numbers below the configured ones hold, unless it is renewed: a renewal is the same revision with a
 *     later lease; absent where no number is below, and where an operator has pinned them
 */
public record LimitsRevised(Scope scope, long revision, long predecessor, Limits limits, String author, String reason,
        List<Evidence> evidence, @Nullable RevisionKind kind, @Nullable Limits candidate, @Nullable Hold hold,
        @Nullable Lease lease) implements Event {
    private static final long LAST_REVISION = 1L << 52;

    public LimitsRevised {
        Promise.present("scope", scope);
        Promise.atLeast(1, "revision", revision);
        if (revision > LAST_REVISION) {
            throw new IllegalArgumentException("no scope was revised so often: " + revision);
        }
        Promise.atLeast(0, "predecessor", predecessor);
        Promise.present("limits", limits);
        Promise.name("author", author);
        Promise.sentence("reason", reason);
        Promise.present("evidence", evidence);
        evidence = List.copyOf(evidence);
    }

    /** Limits without a candidate, that are tuned. */
    public LimitsRevised(Scope scope, long revision, long predecessor, Limits limits, String author, String reason,
            List<Evidence> evidence) {
        this(scope, revision, predecessor, limits, author, reason, evidence, null, null, null);
    }

    /** Limits without a lease. */
    public LimitsRevised(Scope scope, long revision, long predecessor, Limits limits, String author, String reason,
            List<Evidence> evidence, @Nullable RevisionKind kind, @Nullable Limits candidate, @Nullable Hold hold) {
        this(scope, revision, predecessor, limits, author, reason, evidence, kind, candidate, hold, null);
    }

    /** The same revision with another lease. */
    public LimitsRevised withLease(@Nullable Lease other) {
        return new LimitsRevised(scope, revision, predecessor, limits, author, reason, evidence, kind, candidate, hold,
                other);
    }

    @Override
    public String key() {
        return scope.name();
    }
}
