package io.doorstep.events;

import java.util.List;

/**
 * One numbered change of the limits of a scope.
 *
 * @param revision counts up by one per change, over all scopes; the first is 1
 * @param predecessor number of the revision this one replaces; 0 for the configured limits
 * @param limits the limits in force from now on
 * @param author {@code learner}, or the name of an operator
 * @param reason in words, for people
 */
public record LimitsRevised(Scope scope, long revision, long predecessor, Limits limits, String author, String reason,
        List<Evidence> evidence) implements Event {
    public LimitsRevised {
        evidence = List.copyOf(evidence);
    }

    @Override
    public String key() {
        return scope.name();
    }
}
