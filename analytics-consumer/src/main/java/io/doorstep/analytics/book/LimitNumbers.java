package io.doorstep.analytics.book;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

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
        Limits least = first;
        for (LimitName name : REVISED) {
            least = with(least, name, Math.min(of(name, first), of(name, second)));
        }
        return least;
    }

    static String inWords(LimitName name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
