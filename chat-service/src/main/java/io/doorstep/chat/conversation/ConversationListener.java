package io.doorstep.chat.conversation;

import io.doorstep.events.ChatUnanswered;
import java.time.Instant;
import java.util.List;

/** Hears what changes about conversations in which something has been said. */
@FunctionalInterface
public interface ConversationListener {
    ConversationListener NOOP = _ -> {};

    /** Must not wait, nor call the conversations back. */
    void onChanged(ConversationView view);

    /**
     * The log says that a conversation waits for long: once for each wait, on every instance. Must not wait either.
     *
     * @param time when it was said
     */
    default void onUnanswered(ChatUnanswered told, Instant time) {}

    /** Tells all of these, in their order. */
    static ConversationListener all(List<ConversationListener> listeners) {
        List<ConversationListener> each = List.copyOf(listeners);
        return new ConversationListener() {
            @Override
            public void onChanged(ConversationView view) {
                each.forEach(listener -> listener.onChanged(view));
            }

            @Override
            public void onUnanswered(ChatUnanswered told, Instant time) {
                each.forEach(listener -> listener.onUnanswered(told, time));
            }
        };
    }
}
