package io.doorstep.chat.status;

import io.doorstep.chat.limits.ClientLimits;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.LimitOverride;
import io.doorstep.chat.limits.SetBy;
import io.doorstep.events.Limits;
import io.doorstep.events.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What operators see of the limits of this instance.
 *
 * @param revision of the default scope; 0 = the configured limits
 * @param scopes the effective limits
 * @param configured the limits of the settings
 * @param override the numbers an operator has set for all scopes; absent: none
 * @param off the limits an operator has switched off
 */
public record LimitsReport(long revision, List<ScopeReport> scopes, Limits configured,
        @Nullable OverrideReport override,
        List<OffReport> off) {

    /**
     * @param kind what the revision did; absent for the configured limits
     * @param hold absent where the limits are tuned
     * @param candidate the limits that run in shadow beside those in force; absent for none
     * @param beneath the effective limits once the operator's are released; absent where these are
     * @param leaseUntil when numbers below the configured ones are dropped, or were, unless the learner renews them; absent
     *     where there are none
     */
    record ScopeReport(String scope, long revision, @Nullable String kind, @Nullable String hold, Limits limits,
            @Nullable Limits candidate, @Nullable Limits beneath, @Nullable Instant leaseUntil) {

        public static ScopeReport of(ClientLimits learned, LimitOverride.@Nullable Numbers numbers) {
            return new ScopeReport(learned.scope().name(), learned.revision(), inLowerCase(learned.kind()),
                    inLowerCase(learned.hold()), numbers == null ? learned.limits() : numbers.limits(),
                    numbers == null ? learned.candidate() : null, numbers == null ? null : learned.limits(),
                    learned.lease() == null ? null : learned.lease().until());
        }
    }

    record OverrideReport(Limits limits, String operator, Instant since) {}

    record OffReport(String limitName, String operator, Instant since) {}

    public static LimitsReport of(EffectiveLimits effectiveLimits) {
        LimitOverride override = effectiveLimits.override();
        return new LimitsReport(effectiveLimits.byDefault().revision(),
                scopes(override.numbers(), effectiveLimits.learnedLimits()),
                effectiveLimits.configured(), numbers(override.numbers()), off(override));
    }

    private static List<ScopeReport> scopes(LimitOverride.@Nullable Numbers numbers,
            Map<Scope, ClientLimits> learned) {
        return learned.values().stream().map(limits -> ScopeReport.of(limits, numbers))
                .sorted(Comparator.comparing(ScopeReport::scope)).toList();
    }

    private static @Nullable OverrideReport numbers(LimitOverride.@Nullable Numbers numbers) {
        return numbers == null
                ? null
                : new OverrideReport(numbers.limits(), numbers.by().operator(), numbers.by().since());
    }

    private static List<OffReport> off(LimitOverride override) {
        return override.off().entrySet().stream().map(entry -> {
            SetBy by = entry.getValue();
            return new OffReport(entry.getKey().name().toLowerCase(Locale.ROOT), by.operator(), by.since());
        }).toList();
    }

    private static @Nullable String inLowerCase(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }
}
