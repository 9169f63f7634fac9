package io.doorstep.chat.limits;

import io.doorstep.events.Hold;
import io.doorstep.events.Scope;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the number of a limit comes from.
 *
 * @param scope the scope that says it; absent where it holds in all scopes
 * @param kind who has set it
 * @param revision that brought it; 0 where none did
 * @param operator who has set it on this instance; absent for all other kinds
 */
public record NumberSource(@Nullable Scope scope, Kind kind, long revision, @Nullable String operator) {

    /** The strict number of a client that is throttled. */
    public static final NumberSource SANCTION = new NumberSource(null, Kind.SANCTION, 0, null);

    /** Who has set a number. */
    public enum Kind {
        /** The settings of this instance. */
        CONFIGURED,
        /** A revision of the learner. */
        LEARNED,
        /** An operator: on this instance, or by a pin on all. */
        BY_HAND,
        /** A sanction of the client. */
        SANCTION;

        /** As it is written in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static NumberSource byHand(String operator) {
        return new NumberSource(null, Kind.BY_HAND, 0, operator);
    }

    /** @param isConfigured whether the number is the one that the settings give the scope */
    static NumberSource of(ClientLimits scope, boolean isConfigured) {
        if (scope.hold() == Hold.PINNED) {
            return new NumberSource(scope.scope(), Kind.BY_HAND, scope.revision(), null);
        }
        return isConfigured
                ? new NumberSource(scope.scope(), Kind.CONFIGURED, 0, null)
                : new NumberSource(scope.scope(), Kind.LEARNED, scope.revision(), null);
    }
}
