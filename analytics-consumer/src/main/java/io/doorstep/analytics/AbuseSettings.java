package io.doorstep.analytics;

import io.doorstep.analytics.abuse.AbusePolicy;
import io.doorstep.analytics.abuse.RuleMode;
import io.doorstep.analytics.topology.AbuseSetup;
import io.doorstep.events.SanctionRule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom the learner looks for, {@code doorstep.abuse.*}.
 *
 * @param mode no rule goes beyond it. {@code off}: nobody is looked for; {@code shadow}: suspects are shown, and restricted
 *     in nothing; {@code enforce}: those of rules that are enforced are restricted
 * @param rules the modes of single rules
 * @param exempt addresses or CIDR blocks whose clients no rule speaks of; together 65,536 clients at most
 */
record AbuseSettings(@DefaultValue("enforce") RuleMode mode, @DefaultValue Rules rules,
        @DefaultValue List<String> exempt) {

    AbuseSettings {
        ExemptClients.requireReadable(exempt);
    }

    /**
     * Each rule has a default of its own, {@link AbusePolicy#DEFAULT_MODES}.
     *
     * @param hammering coming back before the time that it was told, again and again
     * @param racing attempts faster than any person makes
     * @param flooding messages over the limit
     * @param flapping sockets that come and go at once
     * @param sessionChurn sessions over the limit
     * @param broadcast one text in many conversations
     * @param malformed what no client of ours sends
     */
    record Rules(@DefaultValue Rule hammering, @DefaultValue Rule racing, @DefaultValue Rule flooding,
            @DefaultValue Rule flapping, @DefaultValue Rule sessionChurn, @DefaultValue Rule broadcast,
            @DefaultValue Rule malformed) {

        private Map<SanctionRule, Rule> byName() {
            return Map.of(SanctionRule.HAMMERING, hammering, SanctionRule.RACING, racing, SanctionRule.FLOODING,
                    flooding, SanctionRule.FLAPPING, flapping, SanctionRule.SESSION_CHURN, sessionChurn,
                    SanctionRule.BROADCAST, broadcast, SanctionRule.MALFORMED, malformed);
        }
    }

    /** @param mode absent: the rule's own default */
    record Rule(@Nullable RuleMode mode) {}

    AbusePolicy policy() {
        Map<SanctionRule, RuleMode> modes = new EnumMap<>(SanctionRule.class);
        rules.byName().forEach((rule, setting) -> {
            if (setting.mode() != null) {
                modes.put(rule, setting.mode());
            }
        });
        return new AbusePolicy(modes).atMost(mode);
    }

    /** @param secret that the names of clients are made with */
    AbuseSetup setup(String secret) {
        return new AbuseSetup(policy(), new ExemptClients(exempt, secret));
    }
}
