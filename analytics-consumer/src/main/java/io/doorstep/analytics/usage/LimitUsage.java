package io.doorstep.analytics.usage;

import io.doorstep.events.GoodClientImpact;
import io.doorstep.events.LimitName;
import io.doorstep.events.Quantiles;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What the clients of one scope and window asked of one limit. Which of them are good depends on a reference that is not
 * known before the end, so the demand of those that may be is kept apart. Mutable; it belongs to one fold.
 *
 * @param all of all that used what the limit is for
 * @param sound of those that were refused for nothing but a limit
 * @param refused of the sound, those that this limit refused
 * @param wouldReject of the sound, those that the candidate would have refused
 */
record LimitUsage(CountSketch all, CountSketch sound, CountSketch refused, CountSketch wouldReject) {

    static LimitUsage empty() {
        return new LimitUsage(CountSketch.empty(), CountSketch.empty(), CountSketch.empty(), CountSketch.empty());
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
    }

    Quantiles quantiles() {
        return all.quantiles();
    }

    /** @param reference the most that a good client asks for */
    GoodClientImpact collateral(LimitName limitName, int reference) {
        long good = sound.clientsUpTo(reference);
        return new GoodClientImpact(limitName, reference, good, refused.clientsUpTo(reference),
                wouldReject.clientsUpTo(reference), Math.max(0, all.clients() - good));
    }

    void write(DataOutputStream out) throws IOException {
        all.write(out);
        sound.write(out);
        refused.write(out);
        wouldReject.write(out);
    }

    static LimitUsage read(DataInputStream in, int version) throws IOException {
        return new LimitUsage(CountSketch.read(in, version), CountSketch.read(in, version),
                CountSketch.read(in, version),
                CountSketch.read(in, version));
    }

    /** As version 1 knew it. */
    static LimitUsage readDemandAlone(DataInputStream in) throws IOException {
        return new LimitUsage(CountSketch.read(in, 1), CountSketch.empty(), CountSketch.empty(), CountSketch.empty());
    }
}
