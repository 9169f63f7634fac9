package io.doorstep.chat.claims;

import io.doorstep.events.claims.ClaimRecord;
import io.doorstep.events.claims.ClaimRecord.Claimed;
import io.doorstep.events.claims.ClaimRecord.Use;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one partition of the log tells: the same at every instance that has read as far. Its time is that of its latest record,
 * and never goes back. Not thread-safe.
 */
class PartitionLog {
    /** A claim that the broker appends so long after it came is void: its instance has not waited for it. */
    static final long VOID_AFTER_MS = 2000;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Map<String, ClientUse> clients = new HashMap<>();
    private final Map<String, InstanceSeen> instances = new HashMap<>();
    private final String me;
    private final int capacity;
    private long nowMs = NEVER;
    private long othersUntilMs = NEVER;
    private long forgottenMs = NEVER;

    /**
     * @param me this instance, without which others are the others
     * @param capacity clients that are kept at most; of others nothing is known
     */
    PartitionLog(String me, int capacity) {
        this.me = me;
        this.capacity = capacity;
    }

    /** What a record has told. */
    enum Told {
        /** It had been read. */
        COPY,
        /** What it says is so. */
        APPLIED,
        /** As such, and its instance had been dead. */
        APPLIED_OF_RETURNED,
        /** The claim has its place. */
        ADMITTED,
        /** The claim has none. */
        REFUSED
    }

    Told apply(@Nullable String key, ClaimRecord record, long timestampMs) {
        nowMs = Math.max(nowMs, timestampMs);
        InstanceSeen by = instances.computeIfAbsent(record.instance(), _ -> new InstanceSeen());
        if (isCopy(by, record)) {
            return Told.COPY;
        }
        boolean returned = by.heard(record.number(), nowMs);
        if (!record.instance().equals(me)) {
            othersUntilMs = Math.max(othersUntilMs, nowMs + InstanceSeen.DEAD_AFTER_MS);
        }
        return apply(key, record, by, returned ? Told.APPLIED_OF_RETURNED : Told.APPLIED);
    }

    boolean isCopy(InstanceSeen by, ClaimRecord record) {
        return by.isCopy(record.number());
    }

    private Told apply(@Nullable String key, ClaimRecord record, InstanceSeen by, Told applied) {
        ClientUse client = key == null ? null : isAdded(record) ? known(key) : find(key);
        switch (record) {
            case Claimed claim -> {
                return claim(client, claim, by);
            }
            case ClaimRecord.Told told when client != null -> count(client, told.use(), told.limit(),
                    instantOf(told), by);
            case ClaimRecord.Released _ when client != null -> client.add(by, -1);
            case ClaimRecord.Held held when client != null -> hold(client, by, held.slots());
            case ClaimRecord.Reset reset -> reset(key, client, reset.atMs());
            case ClaimRecord.Gone _ -> gone(by);
            default -> {
            }
        }
        return applied;
    }

    private static boolean isAdded(ClaimRecord record) {
        return record instanceof Claimed || record instanceof ClaimRecord.Told
                || (record instanceof ClaimRecord.Held(_, _, int slots) && slots > 0);
    }

    private Told claim(@Nullable ClientUse client, Claimed claim, InstanceSeen by) {
        if (client != null) {
            if (!hasRoom(client, claim)) {
                return Told.REFUSED;
            }
            count(client, claim.use(), claim.limit(), instantOf(claim), by);
        }
        return Told.ADMITTED;
    }

    boolean hasRoom(ClientUse client, Claimed claim) {
        return !isVoid(claim) && logged(client, claim.use(), claim.windowMs()) < claim.limit()
                && (claim.use() == Use.SESSION || client.slots(nowMs, null) < claim.slots());
    }

    int logged(ClientUse client, Use use, long windowMs) {
        return client.of(use).logged(windowMs, nowMs, forgottenMs(client));
    }

    boolean isVoid(Claimed claim) {
        return nowMs - claim.atMs() > VOID_AFTER_MS;
    }

    private void count(ClientUse client, Use use, int limit, long instant, InstanceSeen by) {
        ClientUse.Track track = client.of(use);
        track.limited(limit);
        track.tell(instant);
        if (use == Use.CONNECTION) {
            client.add(by, 1);
        }
    }

    long instantOf(ClaimRecord.Told told) {
        return Math.min(told.atMs(), nowMs);
    }

    long instantOf(Claimed claim) {
        return Math.min(claim.atMs(), nowMs);
    }

    void hold(ClientUse client, InstanceSeen by, int slots) {
        client.held(by, slots);
    }

    void reset(@Nullable String key, @Nullable ClientUse client, long untilMs) {
        if (client != null) {
            client.forget(untilMs);
        } else if (key == null) {
            forgottenMs = Math.max(forgottenMs, untilMs);
        }
    }

    /** What a client has used until then no longer counts. */
    long forgottenMs(ClientUse client) {
        return Math.max(forgottenMs, client.forgottenMs());
    }

    private void gone(InstanceSeen by) {
        by.gone();
        othersUntilMs = instances.entrySet().stream().filter(one -> !one.getKey().equals(me))
                .mapToLong(one -> one.getValue().latestMs() + InstanceSeen.DEAD_AFTER_MS).max().orElse(NEVER);
    }

    /** Null where there is no room for one more. */
    @Nullable
    ClientUse known(String name) {
        ClientUse known = clients.get(name);
        if (known == null && clients.size() < capacity) {
            known = new ClientUse(name);
            clients.put(name, known);
        }
        return known;
    }

    @Nullable
    ClientUse find(String name) {
        return clients.get(name);
    }

    Collection<ClientUse> clients() {
        return clients.values();
    }

    @Nullable
    InstanceSeen instance(String name) {
        return instances.get(name);
    }

    /** Until when another instance is taken for alive. */
    long othersUntilMs() {
        return othersUntilMs;
    }

    long nowMs() {
        return nowMs;
    }

    /** Lets go of clients and of instances that tell nothing any more. */
    void sweep(long connectionWindowMs, long sessionWindowMs) {
        clients.values().removeIf(client -> client.isIdle(connectionWindowMs, sessionWindowMs, nowMs));
        instances.values().removeIf(one -> nowMs - one.latestMs() > sessionWindowMs + InstanceSeen.DEAD_AFTER_MS);
    }

    /** The log begins anew. */
    void forget() {
        clients.values().forEach(ClientUse::forgetLog);
        instances.clear();
        nowMs = NEVER;
        othersUntilMs = NEVER;
        forgottenMs = NEVER;
    }
}
