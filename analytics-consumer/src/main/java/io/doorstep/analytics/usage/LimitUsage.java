package io.doorstep.analytics.usage;

import io.doorstep.events.GoodClientImpact;
import io.doorstep.events.LimitName;
import io.doorstep.events.Quantiles;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the clients of one scope and window asked of one limit. Which of them are good depends on a reference that is not
 * known before the end, so the demand of those that may be is kept apart. Mutable; it belongs to one fold.
 *
 * @param all of all that used what the limit is for
 * @param sound of those that were refused for nothing but a limit
 * @param refused of the sound, those that this limit refused
 * @param wouldReject of the sound, those that the candidate would have refused
 * @param refusedAttempts what this limit refused of the sound, by how much one of them asked for
 */
record LimitUsage(CountSketch all, CountSketch sound, CountSketch refused, CountSketch wouldReject,
        NavigableMap<Long, Long> refusedAttempts) {
    /** Demands that are told apart; beyond it, those of the busiest count as the highest. */
    static final int MOST_DEMANDS = 256;
    private static final int WITH_ATTEMPTS = 4;

    static LimitUsage empty() {
        return new LimitUsage(CountSketch.empty(), CountSketch.empty(), CountSketch.empty(), CountSketch.empty(),
                new TreeMap<>());
    }

    /** Adds a client that is not in it yet; one that did not use what the limit is for leaves it as it is. */
    void add(LimitName limitName, ClientWindowStats client, boolean isSound) {
        long demand = client.demand(limitName);
        if (demand == 0) {
            return;
        }
        all.add(demand);
        if (isSound) {
            sound.add(demand);
            if (client.isRefusedBy(limitName)) {
                refused.add(demand);
                addRefused(demand, Math.min(demand, client.refusals(limitName)));
            }
            if (client.wouldBeRefusedBy(limitName)) {
                wouldReject.add(demand);
            }
        }
    }

    void merge(LimitUsage other) {
        all.merge(other.all);
        sound.merge(other.sound);
        refused.merge(other.refused);
        wouldReject.merge(other.wouldReject);
        other.refusedAttempts.forEach(this::addRefused);
    }

    private void addRefused(long demand, long attempts) {
        refusedAttempts.merge(demand, attempts, Long::sum);
        if (refusedAttempts.size() > MOST_DEMANDS) {
            Map.Entry<Long, Long> highest = refusedAttempts.pollLastEntry();
            Map.Entry<Long, Long> second = refusedAttempts.pollLastEntry();
            refusedAttempts.put(highest.getKey(), highest.getValue() + second.getValue());
        }
    }

    Quantiles quantiles() {
        return all.quantiles();
    }

    /** @param reference the most that a good client asks for */
    GoodClientImpact collateral(LimitName limitName, int reference) {
        long good = sound.clientsUpTo(reference);
        return new GoodClientImpact(limitName, reference, good, refused.clientsUpTo(reference),
                wouldReject.clientsUpTo(reference), Math.max(0, all.clients() - good), sound.sumUpTo(reference),
                refusedAttempts.headMap((long) reference, true).values().stream().mapToLong(Long::longValue).sum());
    }

    void write(DataOutputStream out) throws IOException {
        all.write(out);
        sound.write(out);
        refused.write(out);
        wouldReject.write(out);
        UsageBytes.writeMap(out, refusedAttempts);
    }

    static LimitUsage read(DataInputStream in, int version) throws IOException {
        return new LimitUsage(CountSketch.read(in, version), CountSketch.read(in, version),
                CountSketch.read(in, version), CountSketch.read(in, version),
                version < WITH_ATTEMPTS ? new TreeMap<>() : UsageBytes.readMap(in));
    }

    /** As version 1 knew it. */
    static LimitUsage readDemandAlone(DataInputStream in) throws IOException {
        return new LimitUsage(CountSketch.read(in, 1), CountSketch.empty(), CountSketch.empty(), CountSketch.empty(),
                new TreeMap<>());
    }
}
