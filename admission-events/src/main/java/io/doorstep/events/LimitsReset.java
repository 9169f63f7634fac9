package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * An operator forgot what clients had used of their limits.
 *
 * @param operator name of the operator
 * @param client keyed hash of the one client; absent where all were reset
 * @param limiters how many counters were forgotten
 */
public record LimitsReset(String operator, @Nullable String client, long limiters) implements Event {

    public LimitsReset {
        Promise.name("operator", operator);
        Promise.optionalName("client", client);
    }

    @Override
    public String key() {
        return client == null ? operator : client;
    }
}
