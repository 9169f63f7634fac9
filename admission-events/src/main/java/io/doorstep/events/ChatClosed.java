package io.doorstep.events;

/**
 * An agent has closed a conversation. The next message opens it again.
 *
 * @param authorName the agent's name
 */
public record ChatClosed(String productId, String sessionId, String authorName) implements Event {

    public ChatClosed {
        Promise.name("product_id", productId);
        Promise.name("session_id", sessionId);
        Promise.name("author_name", authorName);
    }

    @Override
    public String key() {
        return productId + "/" + sessionId;
    }
}
