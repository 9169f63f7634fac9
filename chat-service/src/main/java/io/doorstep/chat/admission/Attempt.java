package io.doorstep.chat.admission;

import io.doorstep.chat.client.Client;
import io.doorstep.support.origin.ForwardedHost;
import io.doorstep.support.origin.OwnOrigins;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One try to open a socket, as it came: nothing in it has been checked.
 *
 * @param origin the {@code Origin} header; absent where the caller is no browser
 * @param host the {@code Host} header
 * @param forwardedHosts the hosts that trusted proxies were asked for
 * @param ticketExpiresAt of the genuine ticket that the session id is; absent where it is none
 * @param replacesAnother whether it is for a socket in place of one whose instance stops
 */
public record Attempt(Client client, String productId, String sessionId, @Nullable String origin,
        @Nullable String host, List<ForwardedHost> forwardedHosts, @Nullable Instant ticketExpiresAt,
        boolean replacesAnother) {

    /** For a socket of its own. */
    public Attempt(Client client, String productId, String sessionId, @Nullable String origin, @Nullable String host,
            List<ForwardedHost> forwardedHosts, @Nullable Instant ticketExpiresAt) {
        this(client, productId, sessionId, origin, host, forwardedHosts, ticketExpiresAt, false);
    }

    /** Without a ticket. */
    public Attempt(Client client, String productId, String sessionId, @Nullable String origin, @Nullable String host,
            List<ForwardedHost> forwardedHosts) {
        this(client, productId, sessionId, origin, host, forwardedHosts, null);
    }

    /** Through no trusted proxy. */
    public Attempt(Client client, String productId, String sessionId, @Nullable String origin, @Nullable String host) {
        this(client, productId, sessionId, origin, host, List.of());
    }

    Attempt of(Client another) {
        return another.equals(client)
                ? this
                : new Attempt(another, productId, sessionId, origin, host, forwardedHosts, ticketExpiresAt,
                        replacesAnother);
    }

    /** The same attempt with a pass: its client has paid for the socket that it replaces. */
    public Attempt inPlaceOfAnother() {
        return new Attempt(client, productId, sessionId, origin, host, forwardedHosts, ticketExpiresAt, true);
    }

    OwnOrigins own() {
        return new OwnOrigins(host, forwardedHosts);
    }
}
