package io.doorstep.chat.admission;

import io.doorstep.chat.client.Client;
import io.doorstep.support.origin.ForwardedHost;
import io.doorstep.support.origin.OwnOrigins;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One try to open a socket, as it came: nothing in it has been checked.
 *
 * @param origin the {@code Origin} header; absent where the caller is no browser
 * @param host the {@code Host} header
 * @param forwardedHosts the hosts that trusted proxies were asked for
 */
public record Attempt(Client client, String productId, String sessionId, @Nullable String origin,
        @Nullable String host, List<ForwardedHost> forwardedHosts) {

    /** Through no trusted proxy. */
    public Attempt(Client client, String productId, String sessionId, @Nullable String origin, @Nullable String host) {
        this(client, productId, sessionId, origin, host, List.of());
    }

    OwnOrigins own() {
        return new OwnOrigins(host, forwardedHosts);
    }
}
