package io.doorstep.events;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The limits that the settings give one scope. Those that are absent are inherited from a less specific scope, and so are
 * all windows.
 *
 * @param numbers at least 1 each, none of {@link LimitName#CONNECTIONS_TOTAL}; those of limits that this version does not
 *     know are left out
 */
public record ScopeLimits(Scope scope, Map<LimitName, Integer> numbers) {
    public ScopeLimits {
        Promise.present("scope", scope);
        Promise.present("numbers", numbers);
        Map<LimitName, Integer> known = new EnumMap<>(LimitName.class);
        numbers.forEach((name, number) -> {
            if (name != null) {
                Promise.atLeast(1, "a number of " + scope.name(), number);
                known.put(name, number);
            }
        });
        if (known.containsKey(LimitName.CONNECTIONS_TOTAL)) {
            throw new IllegalArgumentException("the total of connections is an instance's own");
        }
        numbers = Collections.unmodifiableMap(known);
    }

    /** These limits where they are set, and the inherited ones where not. */
    public Limits over(Limits inherited) {
        Limits limits = inherited;
        for (Map.Entry<LimitName, Integer> one : numbers.entrySet()) {
            limits = limits.with(one.getKey(), one.getValue());
        }
        return limits;
    }
}
