package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * A conversation has become an agent's, or nobody's.
 *
 * @param authorName the agent who says so
 * @param agent whose it is from now on; null for nobody's
 */
public record ChatAssigned(String productId, String sessionId, String authorName, @Nullable String agent)
        implements Event {

    public ChatAssigned {
        Promise.name("product_id", productId);
        Promise.name("session_id", sessionId);
        Promise.name("author_name", authorName);
        Promise.optionalName("agent", agent);
    }

    @Override
    public String key() {
        return productId + "/" + sessionId;
    }
}
