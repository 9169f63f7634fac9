package io.doorstep.chat.claims;

import io.doorstep.events.claims.ClaimRecord;
import io.doorstep.events.claims.LimitsByHand;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one limit of all instances: each attempt is decided on in the partition of its client, one after the other. Nothing waits
 * but for the lock of a partition, which is held for less than a microsecond. Thread-safe.
 */
public final class Claims {
    private static final long RESTATE_MS = 300_000;

    private final String instance;
    private final PartitionClaims[] partitions;
    private final ClaimsWriter writer;
    private final LongSupplier clockMs;
    private final Executor answers;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
    private final long[] beatMs;
    private final long[] restateMs;
    /** Guarded by the first partition. */
    private @Nullable LimitsByHand byHand;

    /**
     * @param instance this one
     * @param partitions of the log
     * @param capacity clients that are kept at most, in all
     * @param clockMs milliseconds since the epoch that never go back
     * @param answers gives those that were waited for
     */
    public Claims(String instance, int partitions, long capacity, ClaimsWriter writer, LongSupplier clockMs,
            Executor answers) {
        this.instance = instance;
        this.partitions = new PartitionClaims[partitions];
        this.writer = writer;
        this.clockMs = clockMs;
        this.answers = answers;
        this.beatMs = new long[partitions];
        this.restateMs = new long[partitions];
        long now = clockMs.getAsLong();
        int each = Math.clamp(capacity / partitions, 1, Integer.MAX_VALUE);
        for (int i = 0; i < partitions; i++) {
            PartitionLog log = new PartitionLog(instance, each);
            this.partitions[i] = new PartitionClaims(instance, log,
                    new OwnRecords(instance, i, log, writer, numbers::incrementAndGet));
            restateMs[i] = now + RESTATE_MS * i / partitions;
        }
        Arrays.stream(Outcome.values()).forEach(outcome -> outcomes.put(outcome, new LongAdder()));
    }

    /**
     * Decides, or asks the log.
     *
     * @param name of the client outside of this service
     * @param whenKnown is given the answer where it is not known at once, on another thread
     */
    public Answer attempt(String name, Terms terms, Consumer<Answer.Final> whenKnown) {
        PartitionClaims partition = of(name);
        Answer answer;
        synchronized (partition) {
            answer = partition.attempt(name, terms, clockMs.getAsLong(), known -> {
                count(known);
                whenKnown.accept(known);
            });
        }
        if (answer instanceof Answer.Final known) {
            count(known);
        }
        return answer;
    }

    private void count(Answer.Final answer) {
        outcome(switch (answer) {
            case Answer.Admitted admitted -> admitted.outcome();
            case Answer.Refused refused -> refused.outcome();
        }).increment();
    }

    private LongAdder outcome(Outcome outcome) {
        LongAdder counter = outcomes.get(outcome);
        if (counter == null) {
            throw new IllegalStateException("every outcome has a counter");
        }
        return counter;
    }

    /** How many attempts were decided by this since the start. */
    public long count(Outcome outcome) {
        return outcome(outcome).sum();
    }

    /** The place is free again. Releasing it once more does nothing. */
    public void release(Place place) {
        PartitionClaims partition = of(place.name);
        synchronized (partition) {
            partition.release(place, clockMs.getAsLong());
        }
    }

    /** A record of the log has been read, after all before it in its partition. */
    public void read(int partition, @Nullable String key, ClaimRecord record, long timestampMs) {
        if (partition < partitions.length) {
            List<Runnable> known;
            synchronized (partitions[partition]) {
                partitions[partition].read(key, record, timestampMs, clockMs.getAsLong());
                known = partitions[partition].takeKnown();
            }
            known.forEach(answers::execute);
        }
    }

    /** The log begins anew. */
    public void onMadeAnew() {
        for (PartitionClaims partition : partitions) {
            synchronized (partition) {
                partition.onMadeAnew(clockMs.getAsLong());
            }
        }
    }

    /** Does what is due; to be called every few milliseconds. */
    public void tick() {
        for (int i = 0; i < partitions.length; i++) {
            long now = clockMs.getAsLong();
            List<Runnable> known;
            synchronized (partitions[i]) {
                partitions[i].expire(now);
                partitions[i].own().recover(now);
                if (now - beatMs[i] >= OwnRecords.HEARTBEAT_MS) {
                    beatMs[i] = now;
                    partitions[i].own().beat(now);
                }
                if (now >= restateMs[i]) {
                    restateMs[i] = now + RESTATE_MS;
                    partitions[i].own().restateAll();
                    if (i == 0) {
                        tellByHand();
                    }
                }
                known = partitions[i].takeKnown();
            }
            known.forEach(answers::execute);
        }
    }

    /** Lets go of the clients that tell nothing any more; to be called now and then. */
    public void sweep(long connectionWindowMs, long sessionWindowMs) {
        for (PartitionClaims partition : partitions) {
            synchronized (partition) {
                partition.sweep(connectionWindowMs, sessionWindowMs);
            }
        }
    }

    /**
     * Forgets, on all instances, what a client has used.
     *
     * @param name absent: all clients
     */
    public void reset(@Nullable String name) {
        for (PartitionClaims partition : name == null ? partitions : new PartitionClaims[]{of(name)}) {
            synchronized (partition) {
                partition.reset(name, clockMs.getAsLong());
            }
        }
    }

    /** Tells all instances what operators have changed by hand, and again now and then. */
    public void tell(LimitsByHand changed) {
        synchronized (partitions[0]) {
            byHand = changed;
            tellByHand();
        }
    }

    /** What operators have changed by hand on another instance; false where a later change is known. */
    public boolean adopt(LimitsByHand changed) {
        synchronized (partitions[0]) {
            boolean isLater = byHand == null || changed.version() > byHand.version();
            byHand = isLater ? changed : byHand;
            return isLater;
        }
    }

    /** The version of the next change by hand. */
    public long nextVersion() {
        synchronized (partitions[0]) {
            return byHand == null ? clockMs.getAsLong() : Math.max(clockMs.getAsLong(), byHand.version() + 1);
        }
    }

    private void tellByHand() {
        if (byHand != null) {
            writer.write(0, null, new ClaimRecord.Overridden(instance, numbers.incrementAndGet(), byHand), true);
        }
    }

    /** Tells that this instance has stopped. */
    public void leave() {
        for (PartitionClaims partition : partitions) {
            synchronized (partition) {
                partition.own().leave();
            }
        }
    }

    /** Whether somebody waits for an answer of the log, or did within the last ticks. */
    public boolean isAsked() {
        for (PartitionClaims partition : partitions) {
            synchronized (partition) {
                if (partition.isAsked()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Why the log is not asked now; null where it is. */
    public @Nullable Outcome trouble() {
        Outcome worst = null;
        for (PartitionClaims partition : partitions) {
            synchronized (partition) {
                Outcome trouble = partition.own().trouble(clockMs.getAsLong());
                worst = trouble == Outcome.AWAY || worst == null ? trouble : worst;
            }
        }
        return worst;
    }

    /** How many sockets a client holds on all instances. */
    public int slots(String name) {
        PartitionClaims partition = of(name);
        synchronized (partition) {
            return partition.slots(name, clockMs.getAsLong());
        }
    }

    private PartitionClaims of(String name) {
        return partitions[Math.floorMod(name.hashCode(), partitions.length)];
    }
}
