package io.doorstep.chat.ops;

import io.doorstep.chat.limits.LimitBook;
import io.doorstep.chat.limits.LimitOverride;
import io.doorstep.chat.limits.LimitsInForce;
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
 * @param scopes the limits in force
 * @param configured the limits of the settings
 * @param override the numbers an operator has set for all scopes; absent: none
 * @param off the limits an operator has switched off
 */
record LimitsReport(long revision, List<ScopeReport> scopes, Limits configured, @Nullable OverrideReport override,
        List<OffReport> off) {

    /** @param beneath the limits in force once the operator's are released; absent where these are */
    record ScopeReport(String scope, long revision, Limits limits, @Nullable Limits beneath) {}

    record OverrideReport(Limits limits, String operator, Instant since) {}

    record OffReport(String limitName, String operator, Instant since) {}

    static LimitsReport of(LimitBook book) {
        LimitOverride override = book.override();
        return new LimitsReport(book.byDefault().revision(), scopes(override.numbers(), book.beneath()),
                book.configured(), numbers(override.numbers()), off(override));
    }

    private static List<ScopeReport> scopes(LimitOverride.@Nullable Numbers numbers,
            Map<Scope, LimitsInForce> beneath) {
        return beneath.values().stream()
                .map(limits -> numbers == null
                        ? new ScopeReport(limits.scope().name(), limits.revision(), limits.limits(), null)
                        : new ScopeReport(limits.scope().name(), limits.revision(), numbers.limits(), limits.limits()))
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
}
