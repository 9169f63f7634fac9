package io.doorstep.chat.conversation;

/**
 * How much is remembered of conversations.
 *
 * @param bytesEach of the history of one conversation
 * @param bytesUnattended of all conversations that nobody is in
 */
public record ConversationBounds(int bytesEach, long bytesUnattended) {}
