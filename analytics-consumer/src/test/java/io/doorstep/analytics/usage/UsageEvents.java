package io.doorstep.analytics.usage;

import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitName;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import io.doorstep.events.Violation;
import io.doorstep.events.WouldReject;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
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

    static EventEnvelope wouldReject(String client, LimitName name) {
        return envelope(new WouldReject(client, name, 1, 10, 0, "11", Tier.ANONYMOUS, null, 3));
    }

    /** A minute of a client that was inside already. */
    static EventEnvelope activity(String client, int peak, long sessionMessages, int sessions,
            @Nullable Integer sessionsInLimitWindow) {
        return envelope(ConnectionActivity.builder(client, Tier.ANONYMOUS).productId("11").country("DE")
                .windowMs(60_000).opened(2).connections(1).connectionsPeak(peak).messages(sessionMessages)
                .sessionMessages(sessionMessages).sessions(sessions).sessionsInLimitWindow(sessionsInLimitWindow)
                .build());
    }

    /** What one client did over all, with these events. */
    static ClientWindowStats tally(EventEnvelope... events) {
        ClientUsage usage = ClientUsage.empty();
        Stream.of(events).forEach(usage::add);
        return Objects.requireNonNull(usage.tallies().get(Scope.DEFAULT));
    }

    static EventEnvelope envelope(Event event) {
        return new EventEnvelope("chat-1", 1, Instant.EPOCH, event);
    }
}
