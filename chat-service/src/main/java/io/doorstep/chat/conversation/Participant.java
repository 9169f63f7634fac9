package io.doorstep.chat.conversation;

import io.doorstep.events.ChatMessage.Author;
import org.jspecify.annotations.Nullable;

/** Somebody who hears a conversation. */
public interface Participant {

    String connectionId();

    default Author author() {
        return Author.VISITOR;
    }

    /** The agent's name; null for visitors. */
    default @Nullable String authorName() {
        return null;
    }

    /** Must not wait: it is called on the thread that follows the topic. */
    void hear(ConversationEvent event);
}
