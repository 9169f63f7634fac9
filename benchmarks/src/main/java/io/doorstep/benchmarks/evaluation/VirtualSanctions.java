package io.doorstep.benchmarks.evaluation;

import io.doorstep.analytics.abuse.AbusePolicy;
import io.doorstep.analytics.abuse.AbuseRules;
import io.doorstep.analytics.abuse.ClientConduct;
import io.doorstep.analytics.abuse.SanctionDraft;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.SanctionStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the learner's rules make of each client, and what is in force of it at the door, a while after its event. */
final class VirtualSanctions {
    /** From the event that shows it until a sanction is in force, in milliseconds: the longest that is promised. */
    static final long LATENCY_MS = 2000;
    /** How long a sanction applies that nobody renews. */
    private static final long LEASE_MS = 3 * VirtualRun.WINDOW_MS;

    /** One sanction of one client. */
    record Imposed(int client, SanctionDraft draft) {}

    private final @Nullable AbuseRules rules;
    private final Away away;
    private final Map<Integer, ClientConduct> conducts = new HashMap<>();
    private final Map<Integer, Deque<SanctionDraft>> coming = new HashMap<>();
    private final Map<Integer, SanctionDraft> latest = new HashMap<>();
    private final List<Imposed> imposed = new ArrayList<>();

    /** @param policy null for no sanctions at all */
    VirtualSanctions(@Nullable AbusePolicy policy, Away away) {
        this.rules = policy == null ? null : new AbuseRules(policy);
        this.away = away;
    }

    void hear(int client, EventEnvelope envelope) {
        long timeMs = envelope.time().toEpochMilli();
        if (rules != null && AbuseRules.concerns(envelope.event()) && !away.isAt(timeMs)) {
            rules.hear(conducts.computeIfAbsent(client, _ -> ClientConduct.clean()), envelope, timeMs, false)
                    .ifPresent(draft -> {
                        imposed.add(new Imposed(client, draft));
                        coming.computeIfAbsent(client, _ -> new ArrayDeque<>()).add(draft);
                    });
        }
    }

    /** What restricts a client now. */
    Optional<SanctionDraft> at(int client, long timeMs) {
        Deque<SanctionDraft> next = coming.get(client);
        while (next != null && !next.isEmpty() && next.getFirst().sinceMs() + LATENCY_MS <= timeMs) {
            latest.put(client, next.removeFirst());
        }
        SanctionDraft draft = latest.get(client);
        if (draft == null || away.lapses(timeMs, LEASE_MS)) {
            return Optional.empty();
        }
        Optional<SanctionDraft> now = timeMs < draft.untilMs() ? Optional.of(draft) : afterwards(client, timeMs);
        return now.filter(one -> one.enforced() && one.step() != SanctionStep.WARNED);
    }

    private Optional<SanctionDraft> afterwards(int client, long timeMs) {
        return rules == null || away.isAt(timeMs)
                ? Optional.empty()
                : rules.afterwards(conducts.getOrDefault(client, ClientConduct.clean()), timeMs);
    }

    /** All of them, in the order of time. */
    List<Imposed> imposed() {
        return List.copyOf(imposed);
    }
}
