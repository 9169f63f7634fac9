package io.doorstep.chat.socket.tomcat;

import io.doorstep.chat.admission.ExplanationBudget;
import io.doorstep.chat.client.Client;
import java.util.concurrent.Executor;
import org.springframework.web.socket.WebSocketSession;

/** Sees to it that a close, once begun, ends, and that explaining why stays within its budget. */
public final class CloseSupervisor {
    private final ClosingConnections closing;
    private final ExplanationBudget budget;
    private final Executor writers;

    public CloseSupervisor(ClosingConnections closing, ExplanationBudget budget, Executor writers) {
        this.closing = closing;
        this.budget = budget;
        this.writers = writers;
    }

    /** An outbox whose close is watched. */
    public Outbox outbox(WebSocketSession session, TcpConnection connection) {
        return new Outbox(session, connection, writers, () -> watch(connection));
    }

    /** Watches a close that has begun, whoever began it. */
    public void watch(TcpConnection connection) {
        closing.begin(connection, System.nanoTime());
    }

    public void explained(Client client) {
        budget.explained(client.key().prefix().value(), System.nanoTime());
    }

    /** Whether there is room for one more explanation to this client's network. */
    public boolean hasRoomFor(Client client) {
        long now = System.nanoTime();
        boolean crowded = closing.isFull();
        return (!crowded && budget.isAmple(now))
                || budget.allows(client.key().prefix().value(), crowded, now);
    }

    public void ended() {
        closing.ended();
    }
}
