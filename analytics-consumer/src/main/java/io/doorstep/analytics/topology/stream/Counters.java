package io.doorstep.analytics.topology.stream;

import io.doorstep.analytics.topology.NumberFloor;
import io.doorstep.analytics.topology.store.PartitionMessage;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.KeyValueStore;

/** The numbers that survive a restart, exactly once: they live in a store of the one task that publishes. */
public final class Counters {
    public static final String STORE = "learner-counters";
    /** The source of all the learner's events; its numbering goes on across restarts. */
    public static final String SOURCE = "learner";

    private static final String SEQUENCE = "sequence";
    private static final String REVISION = "revision";
    private static final String PUBLISHED = "published";
    private static final String LOST = "lost";
    private static final String REPLAY = "replay";

    private final KeyValueStore<String, Long> store;
    private final Supplier<NumberFloor> floor;

    /** @param floor below which no number is given, whatever the store has */
    Counters(KeyValueStore<String, Long> store, Supplier<NumberFloor> floor) {
        this.store = store;
        this.floor = floor;
    }

    long nextSequence() {
        return next(SEQUENCE, floor.get().sequence());
    }

    long nextRevision() {
        return next(REVISION, floor.get().revision());
    }

    /** The end of the latest window whose patterns have been published, in milliseconds since the epoch. */
    long publishedUpTo() {
        Long kept = store.get(PUBLISHED);
        return kept == null ? floor.get().publishedUpToMs() : kept;
    }

    void publishedUpTo(long ms) {
        store.put(PUBLISHED, ms);
    }

    /** Events that are lost and that no pattern has told of yet, since there was none to publish. */
    long lostToTell() {
        return get(LOST);
    }

    void lostToTell(long events) {
        store.put(LOST, events);
    }

    /** What partitions have closed is open again for a replay that has not begun. */
    void begin(Beginning beginning) {
        long replay = beginning.replay().id();
        if (replay > 0 && get(REPLAY) < replay) {
            for (int partition = 0; partition < beginning.partitions(); partition++) {
                store.delete(closed(partition));
            }
            store.put(REPLAY, replay);
        }
    }

    /** Notes that an input partition has closed its windows up to here; it never goes back. */
    void closed(PartitionMessage.Closed part) {
        String name = closed(part.partition());
        store.put(name, Math.max(get(name), part.upToMs()));
    }

    /** Up to where all of so many input partitions have closed their windows. */
    long closedByAll(int partitions) {
        long upTo = Long.MAX_VALUE;
        for (int partition = 0; partition < partitions; partition++) {
            upTo = Math.min(upTo, get(closed(partition)));
        }
        return upTo;
    }

    private static String closed(int partition) {
        return "closed/" + partition;
    }

    private long next(String name, long above) {
        long value = Math.max(get(name), above) + 1;
        store.put(name, value);
        return value;
    }

    private long get(String name) {
        Long value = store.get(name);
        return value == null ? 0 : value;
    }
}
