package io.doorstep.chat.admission;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limits.OverrideChange;
import io.doorstep.chat.rejection.Rejection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners; one that throws neither keeps the others from hearing nor the client out. */
public final class AdmissionListeners implements AdmissionListener {
    private static final Logger LOG = LoggerFactory.getLogger(AdmissionListeners.class);

    private final List<AdmissionListener> listeners;

    public AdmissionListeners(List<AdmissionListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void onTimed(long nanos) {
        tell(listener -> listener.onTimed(nanos));
    }

    @Override
    public void onAdmitted(Client client, String productId, String connectionId,
            AdmissionDecision.Permitted decision) {
        tell(listener -> listener.onAdmitted(client, productId, connectionId, decision));
    }

    @Override
    public void onRejected(Client client, @Nullable String productId, Rejection rejection, long limitsRevision) {
        tell(listener -> listener.onRejected(client, productId, rejection, limitsRevision));
    }

    @Override
    public void onWouldReject(Client client, String productId, ShadowRejection refusal) {
        tell(listener -> listener.onWouldReject(client, productId, refusal));
    }

    @Override
    public void onFailedOpen(Client client, String part, RuntimeException error) {
        tell(listener -> listener.onFailedOpen(client, part, error));
    }

    @Override
    public void onClosed(Client client, String productId, ConnectionEnd end) {
        tell(listener -> listener.onClosed(client, productId, end));
    }

    @Override
    public void onMessage(Client client, String productId, String sessionId, MessageOutcome outcome) {
        tell(listener -> listener.onMessage(client, productId, sessionId, outcome));
    }

    @Override
    public void onSessionOpened(Client client, String productId, int inLimitWindow) {
        tell(listener -> listener.onSessionOpened(client, productId, inLimitWindow));
    }

    @Override
    public void onReset(String operator, @Nullable ClientKey client, long limiters) {
        tell(listener -> listener.onReset(operator, client, limiters));
    }

    @Override
    public void onShed(String prefix, long retryAfterMs) {
        tell(listener -> listener.onShed(prefix, retryAfterMs));
    }

    @Override
    public void onOverridden(String operator, OverrideChange change) {
        tell(listener -> listener.onOverridden(operator, change));
    }

    @Override
    public void onResized(String operator, int maxConnections) {
        tell(listener -> listener.onResized(operator, maxConnections));
    }

    private void tell(Consumer<AdmissionListener> event) {
        for (AdmissionListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("{} failed and is passed over", listener.getClass().getName(), e);
            }
        }
    }
}
