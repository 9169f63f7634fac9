package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * How many sockets of a conversation's visitor an instance holds. Sent when it changes, for conversations in which
 * something was said.
 *
 * @param connections 0 once the last one has left
 * @param productName what the page calls the product; null where it does not say
 * @param page the address of the page the visitor is on; null where it is not known
 */
public record VisitorPresence(String instance, String productId, String sessionId, int connections,
        @Nullable String productName, @Nullable String page) implements Event {

    public VisitorPresence {
        Promise.name("instance", instance);
        Promise.name("product_id", productId);
        Promise.name("session_id", sessionId);
        Promise.optionalName("product_name", productName);
        Promise.optionalName("page", page);
    }

    @Override
    public String key() {
        return productId + "/" + sessionId;
    }
}
