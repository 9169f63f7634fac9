package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation. Its sequence is the offset of its record.
 *
 * @param author who wrote it
 * @param connectionId the socket it came from
 * @param clientMessageId the id its sender gave it
 * @param text what was written, as it was written
 * @param authorName the agent's name; absent for visitors
 */
public record ChatMessage(String productId, String sessionId, Author author, String connectionId,
        String clientMessageId, String text, @Nullable String authorName) implements Event {

    public ChatMessage {
        Promise.name("product_id", productId);
        Promise.name("session_id", sessionId);
        Promise.present("author", author);
        Promise.name("connection_id", connectionId);
        Promise.name("client_message_id", clientMessageId);
        Promise.present("text", text);
        Promise.optionalName("author_name", authorName);
    }

    /** Who writes in a conversation. */
    public enum Author {
        VISITOR,
        AGENT
    }

    /** Product and session: messages of one conversation stay in order. */
    @Override
    public String key() {
        return productId + "/" + sessionId;
    }
}
