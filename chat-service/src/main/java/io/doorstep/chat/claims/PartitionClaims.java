package io.doorstep.chat.claims;

import io.doorstep.events.claims.ClaimRecord;
import io.doorstep.events.claims.ClaimRecord.Use;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one instance does about the clients of one partition of the log. Fewer than half the limit seen, and nothing of the
 * client under way here: in at once. The limit seen reached: refused at once. Else the log is asked, and the record that comes
 * back is the answer. Who is let in without having asked is told to the log. Times are given: {@code nowMs} is a clock of the
 * instance that never goes back. Not thread-safe.
 */
class PartitionClaims {
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
    private final LogClock clock = new LogClock();
    private final ArrayDeque<Underway> underway = new ArrayDeque<>();
    private final Queue<Place> waiting = new ArrayDeque<>();
    private final Queue<Underway> untold = new ArrayDeque<>();
    private final Set<ClientUse> restating = new LinkedHashSet<>();
    private List<Runnable> known = new ArrayList<>();
    private long resetMs = Long.MIN_VALUE;
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
    PartitionClaims(String me, int partition, PartitionLog log, ClaimsWriter writer, LongSupplier numbers) {
        this.me = me;
        this.partition = partition;
        this.log = log;
        this.writer = writer;
        this.numbers = numbers;
    }

    /** @param whenKnown is given the answer where it is not known at once */
    Answer attempt(String name, Terms terms, long nowMs, Consumer<Answer.Final> whenKnown) {
        long at = logNow(nowMs);
        ClientUse client = log.known(name);
        if (client == null) {
            return new Answer.Admitted(new Place(name, null, terms, Place.State.IN, at, nowMs, whenKnown),
                    Outcome.FULL);
        }
        client.of(terms.use()).limited(terms.limit());
        Answer.Refused refused = seenReached(client, terms, at, Outcome.SEEN);
        if (refused != null) {
            return refused;
        }
        Outcome outcome = withoutClaim(client, terms, at, nowMs);
        Place place = new Place(name, client, terms, Place.State.WAITING, at, nowMs, whenKnown);
        if (outcome == null) {
            claim(client, place, nowMs);
            return new Answer.Waiting(place);
        }
        let(client, place, Place.State.IN);
        tell(place, nowMs);
        return new Answer.Admitted(place, outcome);
    }

    /** Null where it is not. */
    private Answer.@Nullable Refused seenReached(ClientUse client, Terms terms, long at, Outcome outcome) {
        ClientUse.Track track = client.of(terms.use());
        if (track.seen(terms.windowMs(), at, laterThan(client)) >= terms.limit()) {
            return new Answer.Refused(outcome, false, track.waitMs(terms.limit(), terms.windowMs(), at));
        }
        return terms.haveSlots() && slots(client, at) >= terms.slots()
                ? new Answer.Refused(outcome, true, 1)
                : null;
    }

    private long laterThan(ClientUse client) {
        return Math.max(Math.max(resetMs, client.resetMs), log.forgottenMs(client));
    }

    /** Those that are held here are known better than the log tells. */
    private int slots(ClientUse client, long at) {
        return client.held + client.slots(at, log.instance(me));
    }

    int slots(String name, long nowMs) {
        ClientUse client = log.find(name);
        return client == null ? 0 : slots(client, logNow(nowMs));
    }

    /** How it can be decided without the log; null where it cannot. */
    private @Nullable Outcome withoutClaim(ClientUse client, Terms terms, long at, long nowMs) {
        Outcome trouble = trouble(nowMs);
        if (trouble != null) {
            return trouble;
        }
        if (at >= log.othersUntilMs()) {
            return Outcome.ALONE;
        }
        return isFast(client, terms, at) ? Outcome.FAST : null;
    }

    boolean isFast(ClientUse client, Terms terms, long at) {
        return client.isSettled(terms.use())
                && client.of(terms.use()).seen(terms.windowMs(), at, laterThan(client)) * 2L < terms.limit()
                && (!terms.haveSlots() || slots(client, at) * 2 < terms.slots());
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

    private void claim(ClientUse client, Place place, long nowMs) {
        client.claims++;
        waiting.add(place);
        long next = nextNumber();
        underway.add(new Underway(Underway.Kind.CLAIMED, next, client, place, place.atMs, nowMs));
        Terms terms = place.terms;
        writer.write(partition, place.name, new ClaimRecord.Claimed(me, next, terms.use(), place.atMs, terms.limit(),
                terms.windowMs(), terms.slots(), null), true);
    }

    private long nextNumber() {
        number = numbers.getAsLong();
        return number;
    }

    private void let(ClientUse client, Place place, Place.State state) {
        place.state = state;
        client.held += place.terms.haveSlots() ? 1 : 0;
        client.of(place.terms.use()).let(place.atMs);
    }

    private void tell(Place place, long nowMs) {
        later(new Underway(Underway.Kind.TOLD, 0, place.client, place, place.atMs, nowMs), nowMs);
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

    /** The socket has ended, or its attempt was given up. */
    void release(Place place, long nowMs) {
        ClientUse client = place.client;
        if (place.closed || client == null || !place.terms.haveSlots()) {
            return;
        }
        place.closed = true;
        if (place.state == Place.State.IN || place.state == Place.State.LET_IN) {
            client.held--;
        }
        if (place.state == Place.State.IN) {
            released(client, nowMs);
        }
    }

    private void released(ClientUse client, long nowMs) {
        away = away || trouble(nowMs) == Outcome.AWAY;
        if (away) {
            restate(client);
        } else {
            long next = nextNumber();
            underway.add(new Underway(Underway.Kind.RELEASED, next, client, null, 0, nowMs));
            writer.write(partition, client.name, new ClaimRecord.Released(me, next), false);
        }
    }

    /** A record has been read from the log. */
    void read(@Nullable String key, ClaimRecord record, long timestampMs, long nowMs) {
        PartitionLog.Told told = log.apply(key, record, timestampMs);
        clock.read(log.nowMs(), nowMs);
        if (told != PartitionLog.Told.COPY && record.instance().equals(me)) {
            readOwn(record, told, nowMs);
        }
    }

    private void readOwn(ClaimRecord record, PartitionLog.Told told, long nowMs) {
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
                settle(own.place(), found ? told : PartitionLog.Told.REFUSED, nowMs);
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

    /** The log has answered a claim. */
    private void settle(Place place, PartitionLog.Told told, long nowMs) {
        ClientUse client = place.client;
        if (client == null) {
            return;
        }
        client.claims--;
        boolean admitted = told == PartitionLog.Told.ADMITTED;
        switch (place.state) {
            case WAITING -> answer(client, place, admitted);
            case LET_IN -> letInBefore(client, place, admitted, nowMs);
            case IN, REFUSED -> {
            }
        }
        if (admitted && place.terms.haveSlots() && (place.closed || place.state == Place.State.REFUSED)) {
            givenBack(client, nowMs);
        }
    }

    /** The log has given a place to nobody. */
    void givenBack(ClientUse client, long nowMs) {
        released(client, nowMs);
    }

    private void answer(ClientUse client, Place place, boolean admitted) {
        place.state = admitted ? Place.State.IN : Place.State.REFUSED;
        if (place.closed) {
            return;
        }
        if (admitted) {
            client.held += place.terms.haveSlots() ? 1 : 0;
            known(place, new Answer.Admitted(place, Outcome.CLAIMED));
        } else {
            known(place, refused(client, place, Outcome.REFUSED));
        }
    }

    private Answer.Refused refused(ClientUse client, Place place, Outcome outcome) {
        long at = Math.max(log.nowMs(), place.atMs);
        Answer.Refused seen = seenReached(client, place.terms, at, outcome);
        return seen == null ? new Answer.Refused(outcome, false, 1) : seen;
    }

    /** What the log did not let in is told to it: it is in, and so it counts. */
    private void letInBefore(ClientUse client, Place place, boolean admitted, long nowMs) {
        place.state = Place.State.IN;
        if (admitted) {
            client.of(place.terms.use()).readBack(place.atMs);
            return;
        }
        tellOfLetIn(place, nowMs);
        if (place.closed && place.terms.haveSlots()) {
            released(client, nowMs);
        }
    }

    void tellOfLetIn(Place place, long nowMs) {
        tell(place, nowMs);
    }

    private void known(Place place, Answer.Final answer) {
        known.add(() -> place.whenKnown.accept(answer));
    }

    /** What has become known since it was last asked; to be run without the partition. */
    List<Runnable> takeKnown() {
        if (known.isEmpty()) {
            return List.of();
        }
        List<Runnable> taken = known;
        known = new ArrayList<>();
        return taken;
    }

    /** Decides what has waited too long; to be called every few milliseconds. */
    void expire(long nowMs) {
        while (!waiting.isEmpty()) {
            Place place = waiting.element();
            if (place.state == Place.State.WAITING && !place.closed) {
                if (nowMs - place.sinceMs < PATIENCE_MS) {
                    return;
                }
                decideHere(place, nowMs);
            }
            waiting.remove();
        }
    }

    private void decideHere(Place place, long nowMs) {
        ClientUse client = place.client;
        if (client == null) {
            return;
        }
        Answer.Refused refused = seenReached(client, place.terms, logNow(nowMs), Outcome.LATE);
        if (refused != null) {
            place.state = Place.State.REFUSED;
            known(place, refused);
        } else {
            let(client, place, Place.State.LET_IN);
            known(place, new Answer.Admitted(place, Outcome.LATE));
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
     * An operator forgets what one client, or each of the partition, has used.
     *
     * @param name absent: each
     */
    void reset(@Nullable String name, long nowMs) {
        long at = logNow(nowMs);
        Place about = null;
        ClientUse client = null;
        if (name == null) {
            resetMs = at;
        } else {
            client = log.find(name);
            if (client != null) {
                client.resetMs = at;
            }
            about = new Place(name, client, new Terms(Use.CONNECTION, 1, 1, 0), Place.State.REFUSED, at, nowMs,
                    _ -> {});
        }
        later(new Underway(Underway.Kind.RESET, 0, client, about, at, nowMs), nowMs);
    }

    /**
     * The log begins anew, or has lost its end: what it has told is void. What was written and is no longer there is told again
     * as soon as something comes back that was written later.
     */
    void onMadeAnew(long nowMs) {
        log.forget();
        clock.forget();
        caughtUp = false;
        away = true;
        anewNumber = number;
        heartbeats = 0;
        audit = true;
        beat(nowMs);
    }

    void sweep(long connectionWindowMs, long sessionWindowMs) {
        log.sweep(connectionWindowMs, sessionWindowMs);
    }

    /** The time of the log, as far as it is known here. */
    private long logNow(long nowMs) {
        return caughtUp ? Math.max(log.nowMs(), clock.now(nowMs, nowMs)) : nowMs;
    }

    PartitionLog log() {
        return log;
    }
}
