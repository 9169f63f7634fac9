package io.doorstep.analytics.usage;

import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitName;
import io.doorstep.events.Tier;
import io.doorstep.events.Violation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events as the door would publish them. */
final class UsageEvents {
    private UsageEvents() {}

    static EventEnvelope opened(String client, String product, int clientConnections, int poolConnections) {
        return envelope(new ConnectionOpened(client, "c", product, Tier.ANONYMOUS, "DE", clientConnections,
                poolConnections, 0, false));
    }

    static EventEnvelope refused(String client, ErrorCode code, long count) {
        return refused(client, code, count, null, 0);
    }

    static EventEnvelope refused(String client, ErrorCode code, long count, @Nullable LimitName name, int limit) {
        return envelope(new Violation(client, code, count, name, limit, 0, 0, "11", Tier.ANONYMOUS, null, 0));
    }

    static EventEnvelope envelope(Event event) {
        return new EventEnvelope("chat-1", 1, Instant.EPOCH, event);
    }
}
