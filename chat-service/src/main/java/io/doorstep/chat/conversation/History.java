package io.doorstep.chat.conversation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The latest messages of one conversation, oldest first. Not thread-safe. */
final class History {
    private static final int MAX_MESSAGES = 200;

    private final ArrayDeque<Message> messages = new ArrayDeque<>();
    private boolean complete = true;

    /** False where it is known already. */
    boolean add(Message message) {
        if (message.sequence() <= lastSequence()) {
            return false;
        }
        if (messages.size() == MAX_MESSAGES) {
            messages.removeFirst();
            complete = false;
        }
        messages.addLast(message);
        return true;
    }

    /** -1 where there is none. */
    long lastSequence() {
        Message last = messages.peekLast();
        return last == null ? -1 : last.sequence();
    }

    Optional<Message> byClientMessageId(String clientMessageId) {
        return messages.stream().filter(message -> message.clientMessageId().equals(clientMessageId)).findFirst();
    }

    Replay after(long sequence) {
        List<Message> later = new ArrayList<>(messages);
        later.removeIf(message -> message.sequence() <= sequence);
        return new Replay(later, complete || later.size() < messages.size());
    }

    /** @param complete false where older messages than these came after the sequence that was asked for */
    record Replay(List<Message> messages, boolean complete) {}
}
