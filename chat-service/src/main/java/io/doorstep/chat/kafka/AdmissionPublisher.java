package io.doorstep.chat.kafka;

import io.doorstep.chat.admission.AdmissionDecision;
import io.doorstep.chat.admission.AdmissionListener;
import io.doorstep.chat.admission.Rejection;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.FailedOpen;
import io.doorstep.events.LimitsReset;
import io.doorstep.events.Violation;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Publishes every decision. On the socket's thread it does one offer, no more. */
final class AdmissionPublisher implements AdmissionListener {
    private final EventOutbox outbox;
    private final InstantSource clock;

    AdmissionPublisher(EventOutbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    private void offer(Outgoing.Draft draft) {
        outbox.offer(new Outgoing(clock.instant(), draft));
    }

    @Override
    public void onAdmitted(Client client, String productId, String connectionId,
            AdmissionDecision.Permitted decision) {
        offer(pseudonyms -> new ConnectionOpened(pseudonyms.of(client.key()), connectionId, productId, client.tier(),
                client.country(), decision.permit().clientConnections(), decision.permit().poolConnections(),
                decision.limits().revision(), decision instanceof AdmissionDecision.FailedOpen));
    }

    @Override
    public void onRejected(Client client, @Nullable String productId, Rejection rejection, long limitsRevision) {
        offer(pseudonyms -> new Violation(pseudonyms.of(client.key()), rejection.code(), 1, rejection.limitName(),
                rejection.limit(), rejection.windowMs(), rejection.retryAfterMs(), productId, client.tier(),
                client.country(), limitsRevision));
    }

    @Override
    public void onFailedOpen(Client client, String part, RuntimeException error) {
        offer(pseudonyms -> new FailedOpen(pseudonyms.of(client.key()), part, error.getClass().getName()));
    }

    @Override
    public void onClosed(Client client, String productId, ConnectionEnd end) {
        offer(pseudonyms -> new ConnectionClosed(pseudonyms.of(client.key()), end.connectionId(), productId,
                client.tier(), client.country(), end.durationMs(), end.closeStatus(), end.code(), end.messages(),
                end.bytes()));
    }

    @Override
    public void onReset(String operator, @Nullable ClientKey client, long limiters) {
        offer(pseudonyms -> new LimitsReset(operator, client == null ? null : pseudonyms.of(client), limiters));
    }
}
