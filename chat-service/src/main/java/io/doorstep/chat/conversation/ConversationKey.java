package io.doorstep.chat.conversation;

/** A conversation: one session on one product's page. */
public record ConversationKey(String productId, String sessionId) {}
