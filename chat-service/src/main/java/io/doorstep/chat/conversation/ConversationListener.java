package io.doorstep.chat.conversation;

/** Hears what changes about conversations in which something has been said. */
@FunctionalInterface
public interface ConversationListener {
    ConversationListener NOOP = _ -> {};

    /** Must not wait, nor call the conversations back. */
    void onChanged(ConversationView view);
}
