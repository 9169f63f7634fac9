package io.doorstep.chat.conversation;

import io.doorstep.events.ChatMessage;

/** Where messages go before anybody hears them. */
@FunctionalInterface
public interface MessageLog {
    MessageLog NOOP = _ -> false;

    /** Hands a message over without waiting; false where there is no room for it. */
    boolean append(ChatMessage message);
}
