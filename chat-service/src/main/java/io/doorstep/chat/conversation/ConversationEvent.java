package io.doorstep.chat.conversation;

import io.doorstep.events.ChatMessage.Author;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a participant hears. */
public sealed interface ConversationEvent {

    /**
     * A visitor is in.
     *
     * @param lastSequence of what happened before; -1 where nothing did
     * @param connections sockets of the visitor on this instance, the hearer included
     * @param agents at the desk, on all instances
     * @param readUpTo the last sequence that an agent has seen; -1 for none
     */
    record Joined(long lastSequence, int connections, int agents, ConversationState state, long readUpTo)
            implements ConversationEvent {}

    /** An agent looks at the conversation from now on. */
    record Opened(Replay replay, ConversationView view) implements ConversationEvent {}

    /** Somebody else's message; pending at first where the log does not take it now. */
    record Said(Message message) implements ConversationEvent {}

    /** The participant's own message is in the log, under this sequence. */
    record Acknowledged(String clientMessageId, long sequence) implements ConversationEvent {}

    /** The participant's own message is on this instance's disk, and not in the log yet. */
    record Kept(String clientMessageId) implements ConversationEvent {}

    /** The participant's own message is neither in the log nor on disk, and has to be sent again. */
    record NotKept(String clientMessageId) implements ConversationEvent {}

    record Typing(String connectionId, Author author, @Nullable String authorName) implements ConversationEvent {}

    /**
     * @param connections sockets of the visitor on this instance
     * @param agents at the desk, on all instances
     */
    record Present(int connections, int agents) implements ConversationEvent {}

    /** An agent has seen what was said up to this sequence. */
    record Read(long upTo) implements ConversationEvent {}

    /** An agent has closed the conversation; the next message opens it again. */
    record Closed(long sequence, String authorName, Instant time) implements ConversationEvent {}
}
