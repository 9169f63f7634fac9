package io.doorstep.analytics.topology.stream;

import io.doorstep.analytics.topology.store.PartitionMessage;
import io.doorstep.analytics.topology.store.WriteBackStore;
import io.doorstep.analytics.usage.LossTracker;
import io.doorstep.analytics.usage.SourceLoss;
import java.time.Duration;
import java.util.List;

/** The ledgers of all sources, in a store of the one task that publishes. */
public final class LossTrackers {
    public static final String STORE = "learner-sources";
    /** A source that is silent for so long is forgotten. */
    static final Duration SILENCE = Duration.ofDays(1);

    private final WriteBackStore<String, LossTracker> store;

    LossTrackers(WriteBackStore<String, LossTracker> store) {
        this.store = store;
    }

    void add(PartitionMessage.Heard heard) {
        ledger(heard.source()).add(heard.sequences(), heard.backwards(), heard.latestMs());
    }

    void add(PartitionMessage.Late late) {
        ledger(late.source()).addLate(late.sequences());
    }

    void add(PartitionMessage.Settled settled) {
        ledger(settled.source()).mark(settled.upToMs(), settled.highest());
    }

    void add(PartitionMessage.Ended ended) {
        ledger(ended.source()).end(ended.upToMs(), ended.last(), ended.clean());
    }

    private LossTracker ledger(String source) {
        return store.change(source, LossTracker::new);
    }

    /** Decides on the windows that end at or before; returns how many events of them are lost that were not before. */
    long settle(long upToMs) {
        long lost = 0;
        for (String source : store.keys()) {
            LossTracker tracker = ledger(source);
            lost += tracker.settle(upToMs);
            if (tracker.isSilentSince(upToMs - SILENCE.toMillis())) {
                store.delete(source);
            }
        }
        return lost;
    }

    List<SourceLoss> losses() {
        return store.keys().stream().sorted().map(source -> ledger(source).toLoss(source)).toList();
    }
}
