package io.doorstep.support.passwords;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts each client's failures within a sliding window, exactly. A password takes its place among them before it is
 * checked, so that those that are sent at once cannot slip through together. Past 10,000 clients, those that have been
 * quiet for longest are forgotten: the one thread that hashes bounds what they can try.
 */
final class FailureLimit {
    static final int MOST_CLIENTS = 10_000;

    private final int limit;
    private final long windowNanos;
    private final Map<String, Deque<Long>> clients = new LinkedHashMap<>(16, 0.75f, true);

    FailureLimit(PasswordLimits limits) {
        this.limit = limits.failures();
        this.windowNanos = limits.window().toNanos();
    }

    /** Nanoseconds until this client may try again; 0: now. */
    synchronized long waitOf(String client, long nowNanos) {
        Deque<Long> failures = current(client, nowNanos);
        return failures == null || failures.size() < limit ? 0 : failures.getFirst() + windowNanos - nowNanos;
    }

    /** Counts a password as wrong until it is {@link #giveBack given back}; false where no more may be tried. */
    synchronized boolean take(String client, long nowNanos) {
        if (waitOf(client, nowNanos) > 0) {
            return false;
        }
        clients.computeIfAbsent(client, _ -> new ArrayDeque<>(1)).addLast(nowNanos);
        if (clients.size() > MOST_CLIENTS) {
            clients.remove(clients.keySet().iterator().next());
        }
        return true;
    }

    /** @param takenNanos when it was taken */
    synchronized void giveBack(String client, long takenNanos) {
        Deque<Long> failures = clients.get(client);
        if (failures != null && failures.removeLastOccurrence(takenNanos) && failures.isEmpty()) {
            clients.remove(client);
        }
    }

    synchronized int clients() {
        return clients.size();
    }

    private @Nullable Deque<Long> current(String client, long nowNanos) {
        Deque<Long> failures = clients.get(client);
        if (failures == null) {
            return null;
        }
        while (!failures.isEmpty() && nowNanos - failures.getFirst() >= windowNanos) {
            failures.removeFirst();
        }
        return failures;
    }
}
