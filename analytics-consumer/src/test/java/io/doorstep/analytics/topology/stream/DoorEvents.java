package io.doorstep.analytics.topology.stream;

import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Tier;
import io.doorstep.events.Violation;
import io.doorstep.events.WouldReject;
import java.time.Instant;

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

    static ConnectionActivity activity(String client, Instant minute, int messages) {
        return ConnectionActivity.builder(client, Tier.ANONYMOUS).productId("11").windowStartMs(minute.toEpochMilli())
                .windowMs(60_000).opened(1).connections(1).connectionsPeak(1).messages(messages)
                .sessionMessages(messages).build();
    }

    static WouldReject wouldReject(String client) {
        return new WouldReject(client, LimitName.CONNECTION_RATE, 1, 40, 300_000, "11", Tier.ANONYMOUS, null, 1);
    }
}
