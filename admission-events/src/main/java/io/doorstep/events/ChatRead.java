package io.doorstep.events;

/**
 * An agent has seen what a visitor wrote.
 *
 * @param authorName the agent's name
 * @param upTo sequence of the last message that was seen
 */
public record ChatRead(String productId, String sessionId, String authorName, long upTo) implements Event {

    public ChatRead {
        Promise.name("product_id", productId);
        Promise.name("session_id", sessionId);
        Promise.name("author_name", authorName);
    }

    @Override
    public String key() {
        return productId + "/" + sessionId;
    }
}
