package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * A conversation waits for an answer for long: the visitor has the last word, and since then no agent has answered or
 * closed it. Of several with the same {@code firstSequence} the first counts; one that comes after the answer is void.
 *
 * @param instance that says so
 * @param firstSequence of the first message that nobody has answered
 * @param waitingSinceMs when that was written, in epoch milliseconds
 * @param agents at the desk, on all instances
 * @param agent whose the conversation is; null for nobody's
 */
public record ChatUnanswered(String productId, String sessionId, String instance, long firstSequence,
        long waitingSinceMs, int agents, @Nullable String agent) implements Event {

    public ChatUnanswered {
        Promise.name("product_id", productId);
        Promise.name("session_id", sessionId);
        Promise.name("instance", instance);
        Promise.atLeast(0, "first_sequence", firstSequence);
        Promise.atLeast(0, "agents", agents);
        Promise.optionalName("agent", agent);
    }

    @Override
    public String key() {
        return productId + "/" + sessionId;
    }
}
