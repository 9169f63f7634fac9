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
import io.doorstep.events.WouldReject;
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
        switch (acquisition) {
            case Acquisition.Granted granted -> {
                hear(attempt, new ConnectionOpened(client, client, "11", Tier.ANONYMOUS, null, 1, 1, 0, false));
                if (granted.refusedByCandidate()) {
                    hear(attempt, new WouldReject(client, LimitName.CONNECTION_RATE, 1, limit.limit(),
                            limit.windowMs(), "11", Tier.ANONYMOUS, null, 1));
                }
            }
            case Acquisition.Refused(long waitMs) -> hear(attempt, new Violation(client, ErrorCode.RATE_LIMIT_EXCEEDED,
                    1, LimitName.CONNECTION_RATE, limit.limit(), limit.windowMs(), waitMs, "11", Tier.ANONYMOUS, null,
                    0));
        }
    }

    private void hear(Attempt attempt, Event event) {
        sequence++;
        var envelope = new EventEnvelope(SOURCE, sequence, Instant.ofEpochMilli(attempt.timeMs()), event);
        clients.computeIfAbsent(attempt.client(), _ -> ClientUsage.empty()).add(envelope);
    }

    /**
     * The pattern of the window that ends now; the next begins.
     *
     * @param references the most that a good client asks for
     */
    UsagePattern close(long startMs, long windowMs, Map<LimitName, Integer> references) {
        WindowUsage window = new WindowUsage();
        clients.values().forEach(window::add);
        clients.clear();
        return window.scopes().getOrDefault(Scope.DEFAULT, ScopeUsage.empty()).toPattern(Scope.DEFAULT, startMs,
                windowMs, 0, references);
    }
}
