package io.doorstep.benchmarks.evaluation;

import io.doorstep.analytics.usage.ClientUsage;
import io.doorstep.analytics.usage.ScopeUsage;
import io.doorstep.analytics.usage.WindowUsage;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitName;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The learner's fold of one window after the other, fed with the events that the door would have published. */
final class VirtualLearner {
    private static final String SOURCE = "evaluation";

    private final DoorEvents events;
    private final VirtualSanctions sanctions;
    private final Map<Integer, ClientUsage> clients = new HashMap<>();
    private long sequence;

    VirtualLearner(DoorEvents events, VirtualSanctions sanctions) {
        this.events = events;
        this.sanctions = sanctions;
    }

    void hear(Attempt attempt, Answer answer) {
        events.add(attempt, answer, this::hear);
    }

    void hear(long timeMs, int client, Event event) {
        sequence++;
        var envelope = new EventEnvelope(SOURCE, sequence, Instant.ofEpochMilli(timeMs), event);
        clients.computeIfAbsent(client, _ -> ClientUsage.empty()).add(envelope);
        sanctions.hear(client, envelope);
    }

    /**
     * The pattern of the window that ends now; the next begins.
     *
     * @param references the most that a good client asks for
     */
    UsagePattern close(long startMs, long windowMs, Map<LimitName, Integer> references) {
        events.end(this::hear);
        WindowUsage window = new WindowUsage();
        clients.values().forEach(window::add);
        clients.clear();
        return window.scopes().getOrDefault(Scope.DEFAULT, ScopeUsage.empty()).toPattern(Scope.DEFAULT, startMs,
                windowMs, 0, references);
    }
}
