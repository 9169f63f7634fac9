package io.doorstep.chat.claims;

import io.doorstep.events.claims.ClaimRecord;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one instance writes to one partition of the log, and what of it has not come back: by that it knows whether the log can
 * be asked. What cannot be told now is told as soon as it can. Times are as of {@link PartitionClaims}. Not thread-safe.
 */
class OwnRecords {
    /** How long an answer of the log is waited for. */
    static final long PATIENCE_MS = 150;
    /** Without reading anything back for so long, nothing but signs of life is written. */
    static final long AWAY_AFTER_MS = 1000;
    static final long HEARTBEAT_MS = 3000;
    /** Signs of life that wait for the log; more would only be appended all at once. */
    private static final int MOST_HEARTBEATS = 3;
    private static final long LONG_MS = 30_000;
    private static final int MOST_UNTOLD = 100_000;

    private final String me;
    private final int partition;
    private final PartitionLog log;
    private final ClaimsWriter writer;
    private final LongSupplier numbers;
    private final ArrayDeque<Underway> underway = new ArrayDeque<>();
    private final Queue<Underway> untold = new ArrayDeque<>();
    private final Set<ClientUse> restating = new LinkedHashSet<>();
    private boolean caughtUp;
    private boolean away = true;
    private boolean audit;
    /** The latest number of a record that was written before the log began anew. */
    private long anewNumber;
    private long number;
    private long readBackMs = Long.MIN_VALUE / 2;
    private int heartbeats;
    private long beatMs;

    /**
     * @param me this instance
     * @param numbers of its records: of each partition, each higher than the one before
     */
    OwnRecords(String me, int partition, PartitionLog log, ClaimsWriter writer, LongSupplier numbers) {
        this.me = me;
        this.partition = partition;
        this.log = log;
        this.writer = writer;
        this.numbers = numbers;
    }

    /** Why the log cannot be asked; null where it can. */
    @Nullable
    Outcome trouble(long nowMs) {
        Underway oldest = underway.peek();
        long silent = oldest == null ? 0 : nowMs - oldest.sinceMs();
        if (silent > AWAY_AFTER_MS || (oldest == null && !caughtUp)) {
            return Outcome.AWAY;
        }
        return silent > PATIENCE_MS || !caughtUp || nowMs - readBackMs > HEARTBEAT_MS + AWAY_AFTER_MS
                ? Outcome.BEHIND
                : null;
    }

    /** Whether something has come back that was written to this log. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    void claim(Place place, long nowMs) {
        long next = nextNumber();
        underway.add(new Underway(Underway.Kind.CLAIMED, next, place.client, place, place.atMs, nowMs));
        Terms terms = place.terms;
        writer.write(partition, place.name, new ClaimRecord.Claimed(me, next, terms.use(), place.atMs, terms.limit(),
                terms.windowMs(), terms.slots(), null), true);
    }

    private long nextNumber() {
        number = numbers.getAsLong();
        return number;
    }

    void tell(Place place, long nowMs) {
        later(new Underway(Underway.Kind.TOLD, 0, place.client, place, place.atMs, nowMs), nowMs);
    }

    /** @param about names the client; absent: all */
    void reset(@Nullable ClientUse client, @Nullable Place about, long atMs, long nowMs) {
        later(new Underway(Underway.Kind.RESET, 0, client, about, atMs, nowMs), nowMs);
    }

    /** Writes it, or keeps it until the log is there. */
    private void later(Underway record, long nowMs) {
        away = away || trouble(nowMs) == Outcome.AWAY;
        if (!away) {
            write(record, nowMs);
        } else if (untold.size() < MOST_UNTOLD) {
            untold.add(record);
        } else {
            readBack(record);
            restate(record.client());
        }
    }

    private void write(Underway record, long nowMs) {
        long next = nextNumber();
        underway.add(new Underway(record.kind(), next, record.client(), record.place(), record.atMs(), nowMs));
        Place place = record.place();
        if (record.kind() == Underway.Kind.RESET) {
            writer.write(partition, place == null ? null : place.name, new ClaimRecord.Reset(me, next,
                    record.atMs(), null), true);
        } else if (place != null) {
            writer.write(partition, place.name, new ClaimRecord.Told(me, next, place.terms.use(), record.atMs(),
                    place.terms.limit(), null), false);
        }
    }

    void released(ClientUse client, long nowMs) {
        away = away || trouble(nowMs) == Outcome.AWAY;
        if (away) {
            restate(client);
        } else {
            long next = nextNumber();
            underway.add(new Underway(Underway.Kind.RELEASED, next, client, null, 0, nowMs));
            writer.write(partition, client.name, new ClaimRecord.Released(me, next), false);
        }
    }

    /**
     * A record of this instance has come back; what was written before it and has not is lost.
     *
     * @param answered is given the place that it claims
     * @param unanswered is given those whose claims are lost
     */
    void read(ClaimRecord record, PartitionLog.Told told, long nowMs, Consumer<Place> answered,
            Consumer<Place> unanswered) {
        boolean found = false;
        while (!underway.isEmpty() && underway.element().number() <= record.number()) {
            Underway own = underway.remove();
            found = own.number() == record.number();
            if (found) {
                readBack(own);
            } else {
                lost(own, nowMs);
            }
            if (own.place() != null && own.kind() == Underway.Kind.CLAIMED) {
                (found ? answered : unanswered).accept(own.place());
            }
        }
        if (record.number() <= anewNumber) {
            return;
        }
        caughtUp = true;
        readBackMs = nowMs;
        if (told == PartitionLog.Told.APPLIED_OF_RETURNED || audit) {
            audit = false;
            restateAll();
        }
        recover(nowMs);
    }

    private void readBack(Underway own) {
        Place place = own.place();
        switch (own.kind()) {
            case TOLD -> {
                if (own.client() != null && place != null) {
                    own.client().of(place.terms.use()).readBack(own.atMs());
                }
            }
            case ALIVE -> heartbeats = Math.max(0, heartbeats - 1);
            case CLAIMED, RELEASED, HELD, RESET -> {
            }
        }
    }

    /** It has never reached the log. */
    private void lost(Underway own, long nowMs) {
        switch (own.kind()) {
            case TOLD, RESET -> later(own, nowMs);
            case RELEASED, HELD -> restate(own.client());
            case ALIVE -> heartbeats = Math.max(0, heartbeats - 1);
            case CLAIMED -> {
            }
        }
    }

    /** Says that the instance is there; to be called every {@link #HEARTBEAT_MS}. */
    void beat(long nowMs) {
        if (heartbeats < MOST_HEARTBEATS || nowMs - beatMs >= LONG_MS) {
            heartbeats++;
            beatMs = nowMs;
            long next = nextNumber();
            underway.add(new Underway(Underway.Kind.ALIVE, next, null, null, 0, nowMs));
            writer.write(partition, null, new ClaimRecord.Alive(me, next), false);
        }
    }

    /** Says that the instance is no longer there. */
    void leave() {
        writer.write(partition, null, new ClaimRecord.Gone(me, nextNumber()), true);
    }

    /** Says again how many sockets clients hold here: somebody may have begun to read since. */
    void restateAll() {
        InstanceSeen self = log.instance(me);
        log.clients().stream().filter(client -> client.held > 0 || client.slotsOf(self, log.nowMs()) > 0)
                .forEach(this::restate);
    }

    private void restate(@Nullable ClientUse client) {
        if (client != null) {
            client.restate = true;
            restating.add(client);
        }
    }

    /** Tells what could not be told, once the log is there. To be called now and then. */
    void recover(long nowMs) {
        if (trouble(nowMs) != null) {
            return;
        }
        if (away) {
            away = false;
            for (Underway record = untold.poll(); record != null; record = untold.poll()) {
                if (record.kind() == Underway.Kind.TOLD) {
                    restate(record.client());
                }
                write(record, nowMs);
            }
        }
        restating.removeIf(client -> client.claims == 0 && said(client, nowMs));
    }

    /** What is held is known as long as no claim is open, and then replaces whatever the log has. */
    private boolean said(ClientUse client, long nowMs) {
        client.restate = false;
        long next = nextNumber();
        underway.add(new Underway(Underway.Kind.HELD, next, client, null, 0, nowMs));
        writer.write(partition, client.name, new ClaimRecord.Held(me, next, client.held), false);
        return true;
    }

    /**
     * The log begins anew, or has lost its end: what it has told is void. What was written and is no longer there is told again
     * as soon as something comes back that was written later.
     */
    void onMadeAnew(long nowMs) {
        caughtUp = false;
        away = true;
        anewNumber = number;
        heartbeats = 0;
        audit = true;
        beat(nowMs);
    }
}
