package io.doorstep.analytics.topology;

import io.doorstep.analytics.usage.SourceLedger;
import io.doorstep.analytics.usage.SourceLoss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/** The ledgers of all sources, in a store of the one task that publishes. */
final class Sources {
    static final String STORE = "learner-sources";
    /** A source that is silent for so long is forgotten. */
    static final Duration SILENCE = Duration.ofDays(1);

    private final KeyValueStore<String, SourceLedger> store;

    Sources(KeyValueStore<String, SourceLedger> store) {
        this.store = store;
    }

    void add(Part.Heard heard) {
        SourceLedger ledger = ledger(heard.source());
        ledger.add(heard.sequences(), heard.backwards(), heard.latestMs());
        store.put(heard.source(), ledger);
    }

    void add(Part.Settled settled) {
        SourceLedger ledger = ledger(settled.source());
        ledger.mark(settled.upToMs(), settled.highest());
        store.put(settled.source(), ledger);
    }

    void add(Part.Ended ended) {
        SourceLedger ledger = ledger(ended.source());
        ledger.end(ended.upToMs(), ended.last(), ended.clean());
        store.put(ended.source(), ledger);
    }

    private SourceLedger ledger(String source) {
        SourceLedger ledger = store.get(source);
        return ledger == null ? new SourceLedger() : ledger;
    }

    /** Decides on the windows that end at or before; returns how many events of them are lost that were not before. */
    long settle(long upToMs) {
        long lost = 0;
        for (var source : all()) {
            lost += source.value.settle(upToMs);
            if (source.value.isSilentSince(upToMs - SILENCE.toMillis())) {
                store.delete(source.key);
            } else {
                store.put(source.key, source.value);
            }
        }
        return lost;
    }

    List<SourceLoss> losses() {
        return all().stream().map(source -> source.value.toLoss(source.key)).toList();
    }

    private List<KeyValue<String, SourceLedger>> all() {
        List<KeyValue<String, SourceLedger>> sources = new ArrayList<>();
        try (var all = store.all()) {
            all.forEachRemaining(sources::add);
        }
        return sources;
    }
}
