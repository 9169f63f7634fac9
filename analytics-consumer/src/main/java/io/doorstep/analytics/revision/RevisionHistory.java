package io.doorstep.analytics.revision;

import io.doorstep.events.Limits;
import org.jspecify.annotations.Nullable;

/** The earlier revisions of one scope, as far as they were kept. */
@FunctionalInterface
public interface RevisionHistory {
    /** Nothing was kept. */
    RevisionHistory NOOP = _ -> null;

    /** Null where that is no revision of this scope. */
    @Nullable
    Past revision(long number);

    /**
     * @param predecessor number of the revision that it replaced; 0 for the configured limits
     * @param limits that it put in force
     */
    record Past(long predecessor, Limits limits) {}
}
