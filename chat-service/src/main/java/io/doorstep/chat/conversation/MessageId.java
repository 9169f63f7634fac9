package io.doorstep.chat.conversation;

import io.doorstep.events.ChatMessage;

/** What a message is known by within its conversation: a visitor cannot take an agent's. */
record MessageId(ChatMessage.Author author, String clientMessageId) {}
