package io.doorstep.chat.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one client did within a minute.
 *
 * @param opened sockets that were admitted
 * @param connections sockets it held after the latest of it
 * @param connectionsPeak the most it held at once
 * @param sessions sessions it was given
 * @param sessionsInLimitWindow sessions it had been given within the window of their limit, when the latest of them was; 0
 *     where it was given none, or nothing counts them
 * @param bySession messages by product and session, refused ones included
 * @param products up to two it was on, which tells one from several
 */
record Activity(int opened, int connections, int connectionsPeak, long messages, long messagesRefused, int sessions,
        int sessionsInLimitWindow, Map<String, Long> bySession, Set<String> products) {
    /** Sessions that are told apart; messages of still others count for the client alone. */
    static final int MOST_SESSIONS = 8;

    Activity {
        bySession = Map.copyOf(bySession);
        products = Set.copyOf(products);
    }

    static Activity opened(String productId, int connections) {
        return new Activity(1, connections, connections, 0, 0, 0, 0, Map.of(), Set.of(productId));
    }

    /** @param connections that are left */
    static Activity closed(String productId, int connections) {
        return new Activity(0, connections, connections + 1, 0, 0, 0, 0, Map.of(), Set.of(productId));
    }

    static Activity message(String productId, String sessionId, boolean refused, int connections) {
        return new Activity(0, connections, connections, refused ? 0 : 1, refused ? 1 : 0, 0, 0,
                Map.of(productId + "/" + sessionId, 1L), Set.of(productId));
    }

    static Activity session(String productId, int inLimitWindow, int connections) {
        return new Activity(0, connections, connections, 0, 0, 1, inLimitWindow, Map.of(), Set.of(productId));
    }

    Activity plus(Activity later) {
        return new Activity(opened + later.opened, later.connections,
                Math.max(connectionsPeak, later.connectionsPeak), messages + later.messages,
                messagesRefused + later.messagesRefused, sessions + later.sessions,
                later.sessions > 0 ? later.sessionsInLimitWindow : sessionsInLimitWindow, sum(later.bySession),
                union(later.products));
    }

    private Map<String, Long> sum(Map<String, Long> more) {
        if (more.isEmpty()) {
            return bySession;
        }
        Map<String, Long> sum = new HashMap<>(bySession);
        more.forEach((session, count) -> {
            if (sum.size() < MOST_SESSIONS || sum.containsKey(session)) {
                sum.merge(session, count, Long::sum);
            }
        });
        return sum;
    }

    private Set<String> union(Set<String> more) {
        if (products.size() > 1 || products.containsAll(more)) {
            return products;
        }
        Set<String> union = new TreeSet<>(products);
        union.addAll(more);
        return union;
    }

    /** The most messages of one session. */
    long sessionMessages() {
        return bySession.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
