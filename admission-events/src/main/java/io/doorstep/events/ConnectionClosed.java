package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * An admitted socket ended.
 *
 * @param client keyed hash of the client
 * @param connectionId the id of its {@link ConnectionOpened}
 * @param durationMs how long it was open, in milliseconds
 * @param closeStatus the WebSocket close status; 1006 where the peer vanished
 * @param code why the service closed it; absent where the peer did
 * @param messages chat messages accepted from the client
 * @param bytes bytes of the text frames received from the client
 */
public record ConnectionClosed(String client, String connectionId, String productId, Tier tier,
        @Nullable String country, long durationMs, int closeStatus, @Nullable ErrorCode code, long messages, long bytes)
        implements
        Event {

    public ConnectionClosed {
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
