package io.doorstep.support.turns;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What waits of many clients: each client's in the order in which it came, and one of each client in turn. However much a
 * client has waiting, another's next is at most one round away (round-robin scheduling). Not thread-safe.
 *
 * @param <C> a client, with an equality of its own
 * @param <T> what waits, with the identity of its own
 */
final class FairQueue<C, T> {
    private final SequencedMap<C, Deque<T>> waiting = new LinkedHashMap<>();
    private int size;

    void add(C client, T one) {
        waiting.computeIfAbsent(client, _ -> new ArrayDeque<>()).add(one);
        size++;
    }

    /** The next; null where nothing waits. */
    @Nullable
    T poll() {
        Map.Entry<C, Deque<T>> first = waiting.pollFirstEntry();
        if (first == null) {
            return null;
        }
        T next = first.getValue().remove();
        if (!first.getValue().isEmpty()) {
            waiting.put(first.getKey(), first.getValue());
        }
        size--;
        return next;
    }

    /** Takes one out before its turn; false where it does not wait. */
    boolean remove(C client, T one) {
        Deque<T> ofClient = waiting.get(client);
        if (ofClient == null || !ofClient.remove(one)) {
            return false;
        }
        if (ofClient.isEmpty()) {
            waiting.remove(client);
        }
        size--;
        return true;
    }

    int size() {
        return size;
    }
}
