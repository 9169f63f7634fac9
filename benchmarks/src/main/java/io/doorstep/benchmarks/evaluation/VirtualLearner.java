package io.doorstep.benchmarks.evaluation;

import io.doorstep.analytics.usage.ClientUsage;
import io.doorstep.analytics.usage.ScopeUsage;
import io.doorstep.analytics.usage.WindowUsage;
import io.doorstep.chat.limits.Acquisition;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitName;
import io.doorstep.events.RateLimit;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import io.doorstep.events.UsagePattern;
import io.doorstep.events.Violation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The learner's fold of one window after the other, fed with the events that the door would have published. */
final class VirtualLearner {
    private static final String SOURCE = "evaluation";

    private final Map<Integer, ClientUsage> clients = new HashMap<>();
    private long sequence;

    void hear(Attempt attempt, RateLimit limit, Acquisition acquisition) {
        String client = Integer.toString(attempt.client());
        Event event = switch (acquisition) {
            case Acquisition.Granted _ ->
                new ConnectionOpened(client, client, "11", Tier.ANONYMOUS, null, 1, 1, 0, false);
            case Acquisition.Refused(long waitMs) -> new Violation(client, ErrorCode.RATE_LIMIT_EXCEEDED, 1,
                    LimitName.CONNECTION_RATE, limit.limit(), limit.windowMs(), waitMs, "11", Tier.ANONYMOUS, null, 0);
        };
        sequence++;
        var envelope = new EventEnvelope(SOURCE, sequence, Instant.ofEpochMilli(attempt.timeMs()), event);
        clients.computeIfAbsent(attempt.client(), _ -> ClientUsage.empty()).add(envelope);
    }

    /** The pattern of the window that ends now; the next begins. */
    UsagePattern close(long startMs, long windowMs) {
        WindowUsage window = new WindowUsage();
        clients.values().forEach(window::add);
        clients.clear();
        return window.scopes().getOrDefault(Scope.DEFAULT, ScopeUsage.empty()).toPattern(Scope.DEFAULT, startMs,
                windowMs, 0);
    }
}
