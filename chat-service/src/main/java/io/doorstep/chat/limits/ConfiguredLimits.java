package io.doorstep.chat.limits;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.Scope;
import io.doorstep.events.ScopeLimits;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The limits of the settings.
 *
 * @param byDefault of everybody of whom no scope says anything else
 * @param scopes of tiers, countries and products; what they do not name is inherited
 */
public record ConfiguredLimits(Limits byDefault, Map<Scope, ScopeLimits> scopes) {
    public ConfiguredLimits {
        scopes = Map.copyOf(scopes);
    }

    public static ConfiguredLimits of(Limits byDefault, List<ScopeLimits> scopes) {
        return new ConfiguredLimits(byDefault, scopes.stream().filter(one -> !one.numbers().isEmpty())
                .collect(Collectors.toMap(ScopeLimits::scope, Function.identity())));
    }

    /** Those of a scope: its own, and the default ones where it has none. */
    public Limits of(Scope scope) {
        ScopeLimits own = scopes.get(scope);
        return own == null ? byDefault : own.over(byDefault);
    }

    /** The same for the same settings, whatever they are kept in. */
    public List<ScopeLimits> inOrder() {
        return scopes.values().stream().sorted(Comparator.comparing(one -> one.scope().name())).toList();
    }

    /** The limits that the settings give this scope itself; all of them for everybody. */
    Set<LimitName> named(Scope scope) {
        ScopeLimits own = scopes.get(scope);
        return scope.equals(Scope.DEFAULT) ? ScopedLimits.ALL : own == null ? Set.of() : own.numbers().keySet();
    }

    /** Raises, of a scope that is not the default one, what is below a number that the settings give it. */
    Limits atLeast(Scope scope, Limits limits) {
        ScopeLimits own = scopes.get(scope);
        Limits raised = limits;
        if (own != null) {
            for (Map.Entry<LimitName, Integer> one : own.numbers().entrySet()) {
                raised = raised.with(one.getKey(), Math.max(raised.get(one.getKey()), one.getValue()));
            }
        }
        return raised;
    }
}
