package io.doorstep.chat.connector;

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
    private final int most;
    private final int mostPerClient;
    private final long graceNanos;
    private final Map<Phase, Long> patienceNanos;
    private final Predicate<C> isExempt;
    private final Map<C, Entry<C>> entries = new HashMap<>();
    private final Map<Phase, SequencedSet<Entry<C>>> byPhase = new EnumMap<>(Phase.class);
    private final Map<Share, SequencedSet<Entry<C>>> byClient = new HashMap<>();

    private static final class Entry<C> {
        private final C connection;
        private final Network client;
        private final boolean isExempt;
        private Phase phase = Phase.HEAD;
        private long sinceNanos;

        Entry(C connection, Network client, boolean isExempt) {
            this.connection = connection;
            this.client = client;
            this.isExempt = isExempt;
        }

        /** Whether it counts among those of its client. */
        boolean isCounted() {
            return !isExempt && (phase.isUnfinished() || phase == Phase.ANSWER);
        }
    }

    /** What of one client counts together. */
    private record Share(Network client, boolean unfinished) {}

    enum Reason {
        TIME,
        CLIENT,
        TOTAL
    }

    /** A connection that has to end. */
    record Over<C>(C connection, Network client, Phase phase, Reason reason) {}

    /**
     * @param graceNanos in which nobody is ended for being one too many: what a peer has sent may not have been read yet
     * @param patienceNanos how long each phase may take
     * @param isExempt whether a connection is from where many clients come, and is not counted as of one
     */
    HttpConnections(int most, int mostPerClient, long graceNanos, Map<Phase, Long> patienceNanos,
            Predicate<C> isExempt) {
        this.most = most;
        this.mostPerClient = mostPerClient;
        this.graceNanos = graceNanos;
        this.patienceNanos = patienceNanos;
        this.isExempt = isExempt;
        for (Phase phase : Phase.values()) {
            byPhase.put(phase, new LinkedHashSet<>());
        }
    }

    /** A connection has begun, of which nothing has been read. */
    List<Over<C>> begin(C connection, Network client, long nowNanos) {
        Entry<C> entry = entry(connection, client);
        entries.put(connection, entry);
        put(entry, Phase.HEAD, nowNanos);
        return oneTooMany(entry, nowNanos);
    }

    private Entry<C> entry(C connection, Network client) {
        return new Entry<>(connection, client, isExempt.test(connection));
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
        Entry<C> entry = entry(over.connection(), over.client());
        entries.put(over.connection(), entry);
        put(entry, Phase.ENDING, nowNanos);
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
        for (SequencedSet<Entry<C>> ofClient : List.copyOf(byClient.values())) {
            while (isTooManyOfAClient(ofClient, nowNanos)) {
                over.add(out(ofClient.getFirst(), Reason.CLIENT));
            }
        }
        for (Entry<C> oldest = oneTooManyInAll(nowNanos); oldest != null; oldest = oneTooManyInAll(nowNanos)) {
            over.add(out(oldest, Reason.TOTAL));
        }
        return over;
    }

    int unfinished() {
        return count(Phase.HEAD) + count(Phase.BODY);
    }

    int count(Phase phase) {
        return waiting(phase).size();
    }

    private List<Over<C>> oneTooMany(Entry<C> newest, long nowNanos) {
        SequencedSet<Entry<C>> ofClient = byClient.get(share(newest));
        if (ofClient != null && isTooManyOfAClient(ofClient, nowNanos)) {
            return List.of(out(ofClient.getFirst(), Reason.CLIENT));
        }
        Entry<C> oldest = oneTooManyInAll(nowNanos);
        return oldest == null ? List.of() : List.of(out(oldest, Reason.TOTAL));
    }

    private boolean isTooManyOfAClient(SequencedSet<Entry<C>> ofClient, long nowNanos) {
        return ofClient.size() > mostPerClient && isPastGrace(ofClient.getFirst(), nowNanos);
    }

    private @Nullable Entry<C> oneTooManyInAll(long nowNanos) {
        if (entries.size() - count(Phase.ENDING) > most) {
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
        if (entry.isCounted()) {
            byClient.computeIfAbsent(share(entry), _ -> new LinkedHashSet<>()).add(entry);
        }
    }

    private void take(Entry<C> entry) {
        waiting(entry.phase).remove(entry);
        if (entry.isCounted()) {
            byClient.computeIfPresent(share(entry), (_, ofClient) -> {
                ofClient.remove(entry);
                return ofClient.isEmpty() ? null : ofClient;
            });
        }
    }

    private static <C> Share share(Entry<C> entry) {
        return new Share(entry.client, entry.phase.isUnfinished());
    }

    private SequencedSet<Entry<C>> waiting(Phase phase) {
        return Objects.requireNonNull(byPhase.get(phase));
    }
}
