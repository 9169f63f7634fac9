package io.doorstep.chat.kafka.publish;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one client did within a minute. */
final class ClientActivity {
    /** Sessions that are told apart; messages of still others count for the client alone. */
    static final int MOST_SESSIONS = 8;

    private int opened;
    private int connections;
    private int connectionsPeak;
    private long messages;
    private long messagesRefused;
    private int sessions;
    private int sessionsInLimitWindow;
    private final List<SessionMessages> bySession = new ArrayList<>(0);
    private @Nullable String firstProductId;
    private boolean onSeveralProducts;

    void addOpened(String productId, int connectionsNow) {
        add(productId, connectionsNow, connectionsNow);
        opened++;
    }

    void addClosed(String productId, int connectionsLeft) {
        add(productId, connectionsLeft, connectionsLeft + 1);
    }

    void addMessage(String productId, String sessionId, boolean refused, int connectionsNow) {
        add(productId, connectionsNow, connectionsNow);
        if (refused) {
            messagesRefused++;
        } else {
            messages++;
        }
        countFor(productId, sessionId);
    }

    void addSession(String productId, int inLimitWindow, int connectionsNow) {
        add(productId, connectionsNow, connectionsNow);
        sessions++;
        sessionsInLimitWindow = inLimitWindow;
    }

    private void add(String productId, int connectionsNow, int connectionsAtOnce) {
        connections = connectionsNow;
        connectionsPeak = Math.max(connectionsPeak, connectionsAtOnce);
        if (firstProductId == null) {
            firstProductId = productId;
        }
        onSeveralProducts |= !firstProductId.equals(productId);
    }

    private void countFor(String productId, String sessionId) {
        for (int i = 0; i < bySession.size(); i++) {
            if (bySession.get(i).isOf(productId, sessionId)) {
                bySession.get(i).count++;
                return;
            }
        }
        if (bySession.size() < MOST_SESSIONS) {
            bySession.add(new SessionMessages(productId, sessionId));
        }
    }

    /** The product it was on; absent where it was on several. */
    @Nullable
    String productId() {
        return onSeveralProducts ? null : firstProductId;
    }

    /** Sockets that were admitted. */
    int opened() {
        return opened;
    }

    /** Sockets it held after the latest of it. */
    int connections() {
        return connections;
    }

    /** The most it held at once. */
    int connectionsPeak() {
        return connectionsPeak;
    }

    /** Messages that were admitted. */
    long messages() {
        return messages;
    }

    long messagesRefused() {
        return messagesRefused;
    }

    /** The most messages of one session, refused ones included. */
    long sessionMessages() {
        return bySession.stream().mapToLong(session -> session.count).max().orElse(0);
    }

    /** Sessions it was given. */
    int sessions() {
        return sessions;
    }

    /**
     * Sessions it had been given within the window of their limit, when the latest of them was; 0 where it was given none,
     * or nothing counts them.
     */
    int sessionsInLimitWindow() {
        return sessionsInLimitWindow;
    }

    private static final class SessionMessages {
        private final String productId;
        private final String sessionId;
        private long count = 1;

        SessionMessages(String productId, String sessionId) {
            this.productId = productId;
            this.sessionId = sessionId;
        }

        boolean isOf(String otherProductId, String otherSessionId) {
            return sessionId.equals(otherSessionId) && productId.equals(otherProductId);
        }
    }
}
