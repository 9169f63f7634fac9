package io.doorstep.analytics.topology;

import io.doorstep.analytics.abuse.AbusePolicy;
import io.doorstep.analytics.abuse.RuleMode;
import io.doorstep.events.EventType;
import io.doorstep.events.SanctionRule;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whom the learner looks for, and whom it does not.
 *
 * @param policy which rules speak
 * @param exempt whether a client, by its keyed hash, is of an exempt network
 */
public record AbuseSetup(AbusePolicy policy, Predicate<String> exempt) {
    /** The default rules, for everybody. */
    public static final AbuseSetup DEFAULTS = new AbuseSetup(AbusePolicy.DEFAULTS, _ -> false);

    /** Whether any rule counts anything. */
    public boolean isOn() {
        return AbusePolicy.DEFAULT_MODES.keySet().stream().anyMatch(rule -> policy.mode(rule) != RuleMode.OFF);
    }

    /** The types of events that must be read: those of usage, and those that a rule asks for. */
    public Set<EventType> eventsRead() {
        Set<EventType> read = EnumSet.copyOf(LearnerTopics.EVENTS_READ);
        if (policy.mode(SanctionRule.FLAPPING) != RuleMode.OFF) {
            read.add(EventType.CONNECTION_CLOSED);
        }
        if (policy.mode(SanctionRule.BROADCAST) != RuleMode.OFF) {
            read.add(EventType.REPEATED_TEXT);
        }
        return read;
    }
}
