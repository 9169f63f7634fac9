package io.doorstep.chat.conversation;

import io.doorstep.events.ChatMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message of a conversation.
 *
 * @param sequence its place in the log; grows within a conversation, with holes; {@link #PENDING} while the log has not
 *     taken it
 * @param authorName the agent's name; null for visitors
 */
public record Message(long sequence, ChatMessage.Author author, @Nullable String authorName, String connectionId,
        String clientMessageId, String text, Instant time) {

    /** The sequence of a message that has none yet. */
    public static final long PENDING = -1;

    static Message of(ChatMessage said, long sequence, Instant time) {
        return new Message(sequence, said.author(), said.authorName(), said.connectionId(), said.clientMessageId(),
                said.text(), time);
    }

    public boolean isPending() {
        return sequence == PENDING;
    }

    boolean isOfVisitor() {
        return author == ChatMessage.Author.VISITOR;
    }

    /** By which a message is known before and after it has a sequence, and when it is sent again. */
    MessageId id() {
        return new MessageId(author, clientMessageId);
    }
}
