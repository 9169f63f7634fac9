package io.doorstep.events;

/**
 * How many sockets of a conversation's visitor an instance holds. Sent when it changes, for conversations in which
 * something was said.
 *
 * @param connections 0 once the last one has left
 */
public record VisitorPresence(String instance, String productId, String sessionId, int connections)
        implements Event {

    public VisitorPresence {
        Promise.name("instance", instance);
        Promise.name("product_id", productId);
        Promise.name("session_id", sessionId);
    }

    @Override
    public String key() {
        return productId + "/" + sessionId;
    }
}
