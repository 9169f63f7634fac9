package io.doorstep.chat.conversation;

/** What becomes of a conversation. */
public enum ConversationState {
    /** Nothing has been said. */
    NEW,
    /** The visitor has the last word, and nobody has answered it. */
    WAITING,
    /** An agent has answered. */
    OPEN,
    /** An agent has closed it; the next message of the visitor lets it wait again. */
    CLOSED
}
