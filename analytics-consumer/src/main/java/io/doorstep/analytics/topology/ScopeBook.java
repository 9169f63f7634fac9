package io.doorstep.analytics.topology;

import io.doorstep.events.Limits;
import io.doorstep.events.UsagePattern;
import java.util.ArrayList;
import java.util.List;

/**
 * What the learner remembers of one scope.
 *
 * @param revision the revision in force; 0: the configured limits
 * @param limits the limits in force
 * @param recent the latest patterns, oldest first
 */
record ScopeBook(long revision, Limits limits, List<UsagePattern> recent) {
    ScopeBook {
        recent = List.copyOf(recent);
    }

    static ScopeBook of(Limits configured) {
        return new ScopeBook(0, configured, List.of());
    }

    ScopeBook withConfigured(Limits configured) {
        return revision == 0 ? new ScopeBook(0, configured, recent) : this;
    }

    /** This book with one more pattern, without those that are more than {@code most} back. */
    ScopeBook with(UsagePattern pattern, int most) {
        List<UsagePattern> patterns = new ArrayList<>(recent);
        patterns.add(pattern);
        return new ScopeBook(revision, limits,
                patterns.subList(Math.max(0, patterns.size() - most), patterns.size()));
    }

    ScopeBook revised(long newRevision, Limits newLimits) {
        return new ScopeBook(newRevision, newLimits, recent);
    }
}
