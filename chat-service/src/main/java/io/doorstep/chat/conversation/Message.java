package io.doorstep.chat.conversation;

import io.doorstep.events.ChatMessage;
import java.time.Instant;

/**
 * A message that the log has taken.
 *
 * @param sequence its place in the log; grows within a conversation, with holes
 */
public record Message(long sequence, ChatMessage.Author author, String connectionId, String clientMessageId,
        String text, Instant time) {}
