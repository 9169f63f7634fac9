package io.doorstep.chat.claims;

import io.doorstep.events.claims.ClaimRecord;
import io.doorstep.events.claims.ClaimRecord.Use;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one instance does about the clients of one partition of the log. Fewer than half the limit seen, and nothing of the
 * client under way here: in at once. The limit seen reached: refused at once. Else the log is asked, and the record that comes
 * back is the answer. Who is let in without having asked is told to the log. Times are given: {@code nowMs} is a clock of the
 * instance that never goes back. Not thread-safe.
 */
class PartitionClaims {
    private final String me;
    private final PartitionLog log;
    private final OwnRecords own;
    private final LogClock clock = new LogClock();
    private final Queue<Place> waiting = new ArrayDeque<>();
    private List<Runnable> known = new ArrayList<>();
    private long resetMs = Long.MIN_VALUE;

    /** @param me this instance */
    PartitionClaims(String me, PartitionLog log, OwnRecords own) {
        this.me = me;
        this.log = log;
        this.own = own;
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
            client.claims++;
            waiting.add(place);
            own.claim(place, nowMs);
            return new Answer.Waiting(place);
        }
        let(client, place, Place.State.IN);
        own.tell(place, nowMs);
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
        Outcome trouble = own.trouble(nowMs);
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

    private void let(ClientUse client, Place place, Place.State state) {
        place.state = state;
        client.held += place.terms.haveSlots() ? 1 : 0;
        client.of(place.terms.use()).let(place.atMs);
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
            own.released(client, nowMs);
        }
    }

    /** A record has been read from the log. */
    void read(@Nullable String key, ClaimRecord record, long timestampMs, long nowMs) {
        PartitionLog.Told told = log.apply(key, record, timestampMs);
        clock.read(log.nowMs(), nowMs);
        if (told != PartitionLog.Told.COPY && record.instance().equals(me)) {
            own.read(record, told, nowMs, place -> settle(place, told, nowMs),
                    place -> settle(place, PartitionLog.Told.REFUSED, nowMs));
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
        own.released(client, nowMs);
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
            own.released(client, nowMs);
        }
    }

    void tellOfLetIn(Place place, long nowMs) {
        own.tell(place, nowMs);
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
                if (nowMs - place.sinceMs < OwnRecords.PATIENCE_MS) {
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
        own.reset(client, about, at, nowMs);
    }

    /** As {@link OwnRecords#onMadeAnew}. */
    void onMadeAnew(long nowMs) {
        log.forget();
        clock.forget();
        own.onMadeAnew(nowMs);
    }

    /** Whether somebody waits for an answer of the log, or did lately. */
    boolean isAsked() {
        return !waiting.isEmpty();
    }

    OwnRecords own() {
        return own;
    }

    void sweep(long connectionWindowMs, long sessionWindowMs) {
        log.sweep(connectionWindowMs, sessionWindowMs);
    }

    /** The time of the log, as far as it is known here. */
    private long logNow(long nowMs) {
        return own.isCaughtUp() ? Math.max(log.nowMs(), clock.now(nowMs, nowMs)) : nowMs;
    }

    PartitionLog log() {
        return log;
    }
}
