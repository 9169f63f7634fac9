package io.doorstep.analytics.revision;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntBinaryOperator;

/** The numbers of two sets of limits, compared one by one; and names in words. */
final class LimitNumbers {
    /** Those that can be revised: all but what an instance can carry. */
    static final Set<LimitName> REVISED = Set
            .copyOf(EnumSet.complementOf(EnumSet.of(LimitName.CONNECTIONS_TOTAL)));

    private LimitNumbers() {}

    /** The windows of the first, and of each number the smaller one. */
    static Limits least(Limits first, Limits second) {
        return each(first, second, Math::min);
    }

    /** The windows of the first, and of each number the larger one. */
    static Limits most(Limits first, Limits second) {
        return each(first, second, Math::max);
    }

    private static Limits each(Limits first, Limits second, IntBinaryOperator choice) {
        Limits chosen = first;
        for (LimitName name : REVISED) {
            chosen = chosen.with(name, choice.applyAsInt(first.get(name), second.get(name)));
        }
        return chosen;
    }

    static String inWords(LimitName name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
