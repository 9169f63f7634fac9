package io.doorstep.support.settings;

import org.jspecify.annotations.Nullable;

/** How many sockets one client may hold of a pool. */
public final class PoolRules {
    /** Where nothing is set. */
    public static final int USUAL_PER_CLIENT = 25;

    private PoolRules() {}

    /** A number that the pool never reaches is a slip; one that nobody has set is none. */
    public static void require(@Nullable Integer maxPerClient, @Nullable Integer maxConnections) {
        if (maxPerClient != null && maxConnections != null && maxConnections >= 1 && maxPerClient > maxConnections) {
            throw new IllegalArgumentException("doorstep.pool.max-per-client is " + maxPerClient
                    + ", more than the pool holds: write " + maxConnections + " at most, or raise"
                    + " doorstep.pool.max-connections");
        }
    }
}
