package io.doorstep.chat.claims;

import io.doorstep.events.claims.ClaimRecord;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** An instance of a simulation: the real core of each partition, what it has not sent, and how far it has read. */
final class SimulatedDoor {
    final String name;
    final PartitionClaims[] claims;
    final int[] read;
    final Map<String, Integer> sockets = new HashMap<>();
    private final Queue<Unsent>[] unsent;
    private final long aheadMs;
    boolean alive = true;
    boolean serves;
    long pausedUntilMs;

    record Unsent(@Nullable String key, ClaimRecord record) {}

    /** Makes a core. */
    interface Cores {
        Cores REAL = (me, partition, writer, numbers) -> {
            PartitionLog log = new PartitionLog(me, 1000);
            return new PartitionClaims(me, log, new OwnRecords(me, partition, log, writer, numbers));
        };

        PartitionClaims make(String me, int partition, ClaimsWriter writer, Numbers numbers);
    }

    /** As of an instance: over all partitions. */
    static final class Numbers implements java.util.function.LongSupplier {
        private long latest;

        @Override
        public long getAsLong() {
            return ++latest;
        }
    }

    /** @param aheadMs its clock, of virtual time */
    @SuppressWarnings({"unchecked", "rawtypes"})
    SimulatedDoor(String name, int partitions, long aheadMs, Cores cores, ClaimsWriter sent) {
        this.name = name;
        this.aheadMs = aheadMs;
        this.claims = new PartitionClaims[partitions];
        this.read = new int[partitions];
        this.unsent = new Queue[partitions];
        Numbers numbers = new Numbers();
        for (int i = 0; i < partitions; i++) {
            unsent[i] = new ArrayDeque<>();
            claims[i] = cores.make(name, i, (partition, key, record, urgent) -> {
                unsent[partition].add(new Unsent(key, record));
                sent.write(partition, key, record, urgent);
            }, numbers);
        }
    }

    Queue<Unsent> unsent(int partition) {
        return unsent[partition];
    }

    /** The time of its clock. */
    long clock(long virtualMs) {
        return virtualMs + aheadMs;
    }

    int held(int partition, String client) {
        ClientUse use = claims[partition].log().find(client);
        return use == null ? 0 : use.held;
    }
}
