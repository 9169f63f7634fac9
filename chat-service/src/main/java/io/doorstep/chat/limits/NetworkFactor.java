package io.doorstep.chat.limits;

import io.doorstep.events.RateLimit;

/**
 * How many times the limits of one client all clients of one network have together.
 *
 * @param times 0 = networks have no limits
 */
public record NetworkFactor(int times) {
    public static final NetworkFactor NONE = new NetworkFactor(0);

    public NetworkFactor {
        if (times < 0) {
            throw new IllegalArgumentException("doorstep.limits.network-factor must be at least 0, not " + times);
        }
    }

    public boolean isNone() {
        return times == 0;
    }

    public RateLimit of(RateLimit client) {
        return client.withLimit(of(client.limit()));
    }

    public int of(int client) {
        return (int) Math.min(Integer.MAX_VALUE, (long) client * times);
    }
}
