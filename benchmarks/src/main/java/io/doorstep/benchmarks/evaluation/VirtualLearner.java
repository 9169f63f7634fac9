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
    private final Map<Integer, int[]> meetings = new HashMap<>();
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
        clients.merge(attempt.client(), ClientUsage.NONE.add(envelope), (usage, _) -> usage.add(envelope));
        int[] met = meetings.computeIfAbsent(attempt.client(), _ -> new int[3]);
        met[0]++;
        met[1] += acquisition instanceof Acquisition.Refused ? 1 : 0;
        met[2] += acquisition instanceof Acquisition.Granted g && g.refusedByCandidate() ? 1 : 0;
    }

    /** The pattern of the window that ends now; the next begins. */
    UsagePattern close(long startMs, long windowMs, Map<LimitName, Integer> references) {
        WindowUsage window = new WindowUsage();
        clients.values().forEach(window::add);
        clients.clear();
        UsagePattern p = window.scopes().getOrDefault(Scope.DEFAULT, ScopeUsage.empty()).toPattern(Scope.DEFAULT,
                startMs,
                windowMs, 0);
        int r = references.getOrDefault(LimitName.CONNECTION_RATE, 50);
        long good = meetings.values().stream().filter(m -> m[0] <= r).count();
        long refused = meetings.values().stream().filter(m -> m[0] <= r && m[1] > 0).count();
        long would = meetings.values().stream().filter(m -> m[0] <= r && m[2] > 0).count();
        long others = meetings.size() - good;
        meetings.clear();
        return new UsagePattern(p.scope(), p.windowStartMs(), p.windowMs(), p.clients(), p.attempts(), p.admitted(),
                p.failedOpen(), p.rejected(), p.attemptsPerClient(), p.connectionsPerClient(), p.poolPeak(), p.lost(),
                p.messagesPerSession(), p.sessionsPerClient(),
                java.util.List.of(
                        new io.doorstep.events.Collateral(LimitName.CONNECTION_RATE, r, good, refused, would, others)),
                java.util.List.of());
    }
}
