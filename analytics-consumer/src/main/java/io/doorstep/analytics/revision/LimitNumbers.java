package io.doorstep.analytics.revision;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntBinaryOperator;

/** The numbers of limits by their names. */
final class LimitNumbers {
    /** Those that can be revised: all but what an instance can carry. */
    static final Set<LimitName> REVISED = Set
            .copyOf(EnumSet.complementOf(EnumSet.of(LimitName.CONNECTIONS_TOTAL)));

    private LimitNumbers() {}

    static int of(LimitName name, Limits limits) {
        return switch (name) {
            case CONNECTION_RATE -> limits.connectionRate().limit();
            case MESSAGE_RATE -> limits.messageRate().limit();
            case SESSION_CREATION -> limits.sessionCreation().limit();
            case CONNECTIONS_PER_CLIENT -> limits.connectionsPerClient();
            case CONNECTIONS_TOTAL -> throw new IllegalArgumentException(inWords(name) + " are not revised");
        };
    }

    static Limits with(Limits limits, LimitName name, int number) {
        return switch (name) {
            case CONNECTION_RATE -> limits.withConnectionRate(limits.connectionRate().withLimit(number));
            case MESSAGE_RATE -> limits.withMessageRate(limits.messageRate().withLimit(number));
            case SESSION_CREATION -> limits.withSessionCreation(limits.sessionCreation().withLimit(number));
            case CONNECTIONS_PER_CLIENT -> limits.withConnectionsPerClient(number);
            case CONNECTIONS_TOTAL -> throw new IllegalArgumentException(inWords(name) + " are not revised");
        };
    }

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
            chosen = with(chosen, name, choice.applyAsInt(of(name, first), of(name, second)));
        }
        return chosen;
    }

    static String inWords(LimitName name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
