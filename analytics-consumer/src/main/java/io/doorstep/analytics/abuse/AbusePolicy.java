package io.doorstep.analytics.abuse;

import io.doorstep.events.SanctionRule;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which rules speak, and what comes of it.
 *
 * @param modes of each rule; one that is not named has its mode in {@link #DEFAULT_MODES}
 */
public record AbusePolicy(Map<SanctionRule, RuleMode> modes) {
    /**
     * A rule is enforced by default only if it would have sanctioned at most 1 in 1,000 people on recorded traces, as the
     * upper end of a 95 % interval. What no recorded trace can show, such as malformed ids, runs in shadow. docs/tuning.md
     * has the numbers, in its section on suspects.
     */
    public static final Map<SanctionRule, RuleMode> DEFAULT_MODES = Map.of(SanctionRule.HAMMERING, RuleMode.ENFORCE,
            SanctionRule.RACING, RuleMode.ENFORCE, SanctionRule.FLOODING, RuleMode.ENFORCE, SanctionRule.BROADCAST,
            RuleMode.ENFORCE, SanctionRule.FLAPPING, RuleMode.SHADOW, SanctionRule.SESSION_CHURN, RuleMode.SHADOW,
            SanctionRule.MALFORMED, RuleMode.SHADOW);

    public static final AbusePolicy DEFAULTS = new AbusePolicy(Map.of());

    public AbusePolicy {
        modes = Map.copyOf(modes);
    }

    /** The same, with no rule beyond a mode, such as {@code SHADOW} to sanction nobody. */
    public AbusePolicy atMost(RuleMode most) {
        Map<SanctionRule, RuleMode> bounded = new EnumMap<>(SanctionRule.class);
        for (SanctionRule rule : DEFAULT_MODES.keySet()) {
            bounded.put(rule, mode(rule).atMost(most));
        }
        return new AbusePolicy(bounded);
    }

    /** {@link RuleMode#OFF} for what is no rule of ours. */
    public RuleMode mode(SanctionRule rule) {
        RuleMode mode = modes.get(rule);
        return mode != null ? mode : DEFAULT_MODES.getOrDefault(rule, RuleMode.OFF);
    }
}
