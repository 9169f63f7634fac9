package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * A socket was admitted.
 *
 * @param client keyed hash of the client
 * @param connectionId the socket's id, the same in its {@link ConnectionClosed}
 * @param country ISO 3166-1 alpha-2, where known
 * @param clientConnections sockets of this client on this instance, this one included
 * @param poolConnections sockets on this instance, this one included
 * @param limitsRevision number of the revision of limits it was judged by; 0 for the configured limits
 * @param failedOpen true where it was admitted because a part of the admission failed
 */
public record ConnectionOpened(String client, String connectionId, String productId, Tier tier,
        @Nullable String country, int clientConnections, int poolConnections, long limitsRevision, boolean failedOpen)
        implements
        Event {

    public ConnectionOpened {
        Promise.name("client", client);
        Promise.name("connection_id", connectionId);
        Promise.name("product_id", productId);
        Promise.present("tier", tier);
        Promise.optionalName("country", country);
    }

    @Override
    public String key() {
        return client;
    }
}
