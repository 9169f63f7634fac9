package io.doorstep.analytics.topology;

import io.doorstep.analytics.usage.ScopeUsage;
import io.doorstep.events.Scope;

/** What one input partition contributes to the patterns. A partition's parts arrive in the order they were sent in. */
sealed interface Part {

    /** The fold of this partition's clients in one scope and window. */
    record Fold(long windowStartMs, Scope scope, ScopeUsage usage) implements Part {}

    /** All folds of windows that end at or before {@code upToMs} have been sent by this partition. */
    record Closed(int partition, long upToMs) implements Part {}
}
