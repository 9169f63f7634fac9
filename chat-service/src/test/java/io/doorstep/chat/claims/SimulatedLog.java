package io.doorstep.chat.claims;

import io.doorstep.events.claims.ClaimRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The log of a simulation, with what each record means. Its clock runs as virtual time does, but it may step back a little. */
final class SimulatedLog {
    /** Ahead of virtual time. */
    static final long AHEAD_MS = 1_000_000;
    private static final int MOST_BACK_MS = 4;

    private final Random random;
    private final List<List<Entry>> partitions = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();

    record Entry(@Nullable String key, ClaimRecord record, long timeMs, Reference.State meaning) {}

    SimulatedLog(int partitions, Random random) {
        this.random = random;
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new ArrayList<>());
            references.add(new Reference());
        }
    }

    Entry append(int partition, @Nullable String key, ClaimRecord record, long virtualMs) {
        long time = virtualMs + AHEAD_MS - random.nextInt(MOST_BACK_MS);
        Entry entry = new Entry(key, record, time, references.get(partition).apply(key, record, time));
        partitions.get(partition).add(entry);
        return entry;
    }

    /** Loses the latest records. */
    void truncate(int partition, int records) {
        List<Entry> entries = partitions.get(partition);
        List<Entry> left = List.copyOf(entries.subList(0, Math.max(0, entries.size() - records)));
        entries.clear();
        references.set(partition, new Reference());
        for (Entry entry : left) {
            entries.add(new Entry(entry.key(), entry.record(), entry.timeMs(),
                    references.get(partition).apply(entry.key(), entry.record(), entry.timeMs())));
        }
    }

    int end(int partition) {
        return partitions.get(partition).size();
    }

    Entry at(int partition, int offset) {
        return partitions.get(partition).get(offset);
    }

    List<Entry> from(int partition, int offset) {
        return partitions.get(partition).subList(offset, end(partition));
    }

    Reference reference(int partition) {
        return references.get(partition);
    }
}
