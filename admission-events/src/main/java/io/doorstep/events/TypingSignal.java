package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * Somebody in a conversation is typing. Of use to those who hear it within seconds.
 *
 * @param instance where the typing one is connected
 * @param connectionId its socket
 * @param authorName the agent's name; absent for visitors
 */
public record TypingSignal(String instance, String productId, String sessionId, ChatMessage.Author author,
        String connectionId, @Nullable String authorName) implements Event {

    public TypingSignal {
        Promise.name("instance", instance);
        Promise.name("product_id", productId);
        Promise.name("session_id", sessionId);
        Promise.present("author", author);
        Promise.name("connection_id", connectionId);
        Promise.optionalName("author_name", authorName);
    }

    @Override
    public String key() {
        return productId + "/" + sessionId;
    }
}
