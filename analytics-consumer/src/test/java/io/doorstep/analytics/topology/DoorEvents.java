package io.doorstep.analytics.topology;

import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Tier;
import io.doorstep.events.Violation;

/** Events as the door publishes them. */
final class DoorEvents {
    private DoorEvents() {}

    static ConnectionOpened opened(String client) {
        return new ConnectionOpened(client, "c", "11", Tier.ANONYMOUS, null, 1, 1, 0, false);
    }

    static Violation refused(String client, long count) {
        return new Violation(client, ErrorCode.RATE_LIMIT_EXCEEDED, count, LimitName.CONNECTION_RATE, 50, 300_000,
                1000, "11", Tier.ANONYMOUS, null, 0);
    }
}
