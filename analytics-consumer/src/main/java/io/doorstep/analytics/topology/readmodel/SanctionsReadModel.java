package io.doorstep.analytics.topology.readmodel;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sanctions that the learner has published, as read back from Kafka: the same on every instance, bounded by count. */
public final class SanctionsReadModel {
    /** Clients that are remembered; the one that was published about longest ago goes first. */
    static final int MOST = 100_000;

    private final Map<String, Sanction> latest = new LinkedHashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();

    /** @return whether it is another sanction than before, or its end; a later lease is none */
    public synchronized boolean add(EventEnvelope envelope) {
        sequences.merge(envelope.source(), envelope.sequence(), Math::max);
        if (!(envelope.event() instanceof Sanction sanction)) {
            return false;
        }
        Sanction before = latest.remove(sanction.client());
        latest.put(sanction.client(), sanction);
        if (latest.size() > MOST) {
            latest.remove(latest.keySet().iterator().next());
        }
        return before == null || before.step() != sanction.step() || before.sinceMs() != sanction.sinceMs()
                || before.untilMs() != sanction.untilMs();
    }

    /** The topic was deleted and made again: what it held applies no longer. */
    synchronized void clear() {
        latest.clear();
    }

    /**
     * What lasts, the newest first: sanctions in shadow too, and exemptions, which are lifted ones with an end to come.
     *
     * @param client null for those of all
     */
    public synchronized List<Sanction> current(@Nullable String client, long nowMs, int limit) {
        List<Sanction> lasting = new ArrayList<>();
        for (Sanction sanction : latest.values()) {
            if (lasts(sanction, nowMs) && (client == null || sanction.client().equals(client))) {
                lasting.add(sanction);
            }
        }
        lasting.sort(Comparator.comparingLong(Sanction::sinceMs).reversed());
        return List.copyOf(lasting.subList(0, Math.min(limit, lasting.size())));
    }

    /** What lasts of one client; null for nothing. */
    public synchronized @Nullable Sanction current(String client, long nowMs) {
        Sanction sanction = latest.get(client);
        return sanction != null && lasts(sanction, nowMs) ? sanction : null;
    }

    /** How many clients are restricted, or would be, by a step. */
    public synchronized long count(SanctionStep step, boolean enforced, long nowMs) {
        return latest.values().stream()
                .filter(one -> one.step() == step && one.enforced() == enforced && lasts(one, nowMs)).count();
    }

    private static boolean lasts(Sanction sanction, long nowMs) {
        return nowMs < sanction.untilMs()
                && (sanction.step() == SanctionStep.LIFTED || nowMs < sanction.leaseUntilMs());
    }

    /** The highest number that a source has published under; 0 for none. */
    synchronized long sequence(String source) {
        return sequences.getOrDefault(source, 0L);
    }
}
