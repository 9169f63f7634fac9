package io.doorstep.support.connections;

import io.doorstep.support.forwarding.AddressPrefix;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connections that are no sockets, by what they wait for and since when, and which of them have to end. Those that
 * have to end are taken out, and the caller ends them. Not thread-safe.
 *
 * @param <C> a connection, with the identity of its own
 */
final class HttpConnections<C> {
    private final Most most;
    private final long graceNanos;
    private final Map<Phase, Long> patienceNanos;
    private final Predicate<C> isExempt;
    private final Map<C, Entry<C>> entries = new HashMap<>();
    private final Map<Phase, SequencedSet<Entry<C>>> byPhase = new EnumMap<>(Phase.class);
    private final Map<Share, SequencedSet<Entry<C>>> byShare = new HashMap<>();

    /**
     * How many there may be.
     *
     * @param perNetwork of an IPv6 /48; 0 = no such bound
     */
    record Most(int inAll, int perClient, int perNetwork) {}

    private static final class Entry<C> {
        private final C connection;
        private final AddressPrefix client;
        private final List<Share> whileUnfinished;
        private final List<Share> whileAnswered;
        private Phase phase = Phase.HEAD;
        private long sinceNanos;

        Entry(C connection, AddressPrefix client, List<Share> whileUnfinished, List<Share> whileAnswered) {
            this.connection = connection;
            this.client = client;
            this.whileUnfinished = whileUnfinished;
            this.whileAnswered = whileAnswered;
        }

        List<Share> shares() {
            return phase.isUnfinished() ? whileUnfinished : phase == Phase.ANSWER ? whileAnswered : List.of();
        }
    }

    /** What counts together of one client, or of one network. */
    private record Share(AddressPrefix peers, boolean unfinished, Reason reason) {}

    enum Reason {
        TIME,
        CLIENT,
        NETWORK,
        TOTAL
    }

    /** A connection that has to end. */
    record Over<C>(C connection, AddressPrefix client, Phase phase, Reason reason) {}

    /**
     * @param graceNanos in which nobody is ended for being one too many: what a peer has sent may not have been read yet
     * @param patienceNanos how long each phase may take
     * @param isExempt whether a connection is from where many clients come, and is not counted as of one
     */
    HttpConnections(Most most, long graceNanos, Map<Phase, Long> patienceNanos, Predicate<C> isExempt) {
        this.most = most;
        this.graceNanos = graceNanos;
        this.patienceNanos = patienceNanos;
        this.isExempt = isExempt;
        for (Phase phase : Phase.values()) {
            byPhase.put(phase, new LinkedHashSet<>());
        }
    }

    /** A connection has begun, of which nothing has been read. */
    List<Over<C>> begin(C connection, AddressPrefix client, long nowNanos) {
        Entry<C> entry = add(connection, client, Phase.HEAD, nowNanos);
        return oneTooMany(entry, nowNanos);
    }

    private Entry<C> add(C connection, AddressPrefix client, Phase phase, long nowNanos) {
        remove(connection);
        boolean exempt = isExempt.test(connection);
        Entry<C> entry = new Entry<>(connection, client, exempt ? List.of() : shares(client, true),
                exempt ? List.of() : shares(client, false));
        entries.put(connection, entry);
        put(entry, phase, nowNanos);
        return entry;
    }

    @Nullable
    Phase phase(C connection) {
        Entry<C> entry = entries.get(connection);
        return entry == null ? null : entry.phase;
    }

    /** It waits for something else from now on; nothing where it is none of these. */
    List<Over<C>> move(C connection, Phase phase, long nowNanos) {
        Entry<C> entry = entries.get(connection);
        if (entry == null || entry.phase == Phase.ENDING) {
            return List.of();
        }
        take(entry);
        put(entry, phase, nowNanos);
        return oneTooMany(entry, nowNanos);
    }

    /** One that has to end is in a thread's hands, which has been told. */
    void ending(Over<C> over, long nowNanos) {
        var _ = add(over.connection(), over.client(), Phase.ENDING, nowNanos);
    }

    /** It has ended, or has become a socket. */
    void remove(C connection) {
        Entry<C> entry = entries.remove(connection);
        if (entry != null) {
            take(entry);
        }
    }

    List<Over<C>> overdue(long nowNanos) {
        List<Over<C>> over = new ArrayList<>();
        byPhase.forEach((phase, waiting) -> {
            long patience = Objects.requireNonNull(patienceNanos.get(phase));
            while (!waiting.isEmpty() && nowNanos - waiting.getFirst().sinceNanos >= patience) {
                over.add(out(waiting.getFirst(), Reason.TIME));
            }
        });
        for (Share share : List.copyOf(byShare.keySet())) {
            for (Entry<C> oldest = oneTooManyOf(share, nowNanos); oldest != null; oldest = oneTooManyOf(share,
                    nowNanos)) {
                over.add(out(oldest, share.reason));
            }
        }
        for (Entry<C> oldest = oneTooManyInAll(nowNanos); oldest != null; oldest = oneTooManyInAll(nowNanos)) {
            over.add(out(oldest, Reason.TOTAL));
        }
        return over;
    }

    int unfinished() {
        return waiting(Phase.HEAD).size() + waiting(Phase.BODY).size();
    }

    private List<Over<C>> oneTooMany(Entry<C> newest, long nowNanos) {
        for (Share share : newest.shares()) {
            Entry<C> oldest = oneTooManyOf(share, nowNanos);
            if (oldest != null) {
                return List.of(out(oldest, share.reason));
            }
        }
        Entry<C> oldest = oneTooManyInAll(nowNanos);
        return oldest == null ? List.of() : List.of(out(oldest, Reason.TOTAL));
    }

    private @Nullable Entry<C> oneTooManyOf(Share share, long nowNanos) {
        SequencedSet<Entry<C>> together = byShare.get(share);
        int atMost = share.reason == Reason.CLIENT ? most.perClient : most.perNetwork;
        return together != null && together.size() > atMost && isPastGrace(together.getFirst(), nowNanos)
                ? together.getFirst()
                : null;
    }

    private @Nullable Entry<C> oneTooManyInAll(long nowNanos) {
        if (entries.size() - waiting(Phase.ENDING).size() > most.inAll) {
            for (Phase phase : Phase.values()) {
                SequencedSet<Entry<C>> waiting = waiting(phase);
                if (phase != Phase.ENDING && !waiting.isEmpty() && isPastGrace(waiting.getFirst(), nowNanos)) {
                    return waiting.getFirst();
                }
            }
        }
        return null;
    }

    private boolean isPastGrace(Entry<C> entry, long nowNanos) {
        return nowNanos - entry.sinceNanos >= graceNanos;
    }

    private Over<C> out(Entry<C> entry, Reason reason) {
        remove(entry.connection);
        return new Over<>(entry.connection, entry.client, entry.phase, reason);
    }

    private void put(Entry<C> entry, Phase phase, long nowNanos) {
        entry.phase = phase;
        entry.sinceNanos = nowNanos;
        waiting(phase).add(entry);
        for (Share share : entry.shares()) {
            byShare.computeIfAbsent(share, _ -> new LinkedHashSet<>()).add(entry);
        }
    }

    private void take(Entry<C> entry) {
        waiting(entry.phase).remove(entry);
        for (Share share : entry.shares()) {
            byShare.computeIfPresent(share, (_, together) -> {
                together.remove(entry);
                return together.isEmpty() ? null : together;
            });
        }
    }

    private List<Share> shares(AddressPrefix client, boolean unfinished) {
        Share ofClient = new Share(client, unfinished, Reason.CLIENT);
        AddressPrefix network = most.perNetwork == 0 ? null : client.ipv6Network();
        return network == null ? List.of(ofClient) : List.of(ofClient, new Share(network, unfinished, Reason.NETWORK));
    }

    private SequencedSet<Entry<C>> waiting(Phase phase) {
        return Objects.requireNonNull(byPhase.get(phase));
    }
}
