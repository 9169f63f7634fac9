package io.doorstep.chat.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a conversation stands between its visitor and the desk.
 *
 * @param waitingSince when the visitor wrote what nobody has answered; null where nothing waits
 * @param unread messages of the visitor that no agent has seen
 */
record ConversationStatus(ConversationState state, @Nullable Instant waitingSince, int unread) {
    static final ConversationStatus NEW = new ConversationStatus(ConversationState.NEW, null, 0);

    ConversationStatus after(Message said) {
        if (!said.isOfVisitor()) {
            return new ConversationStatus(ConversationState.OPEN, null, 0);
        }
        return new ConversationStatus(ConversationState.WAITING, waitingSince == null ? said.time() : waitingSince,
                unread + 1);
    }

    static ConversationStatus closed() {
        return new ConversationStatus(ConversationState.CLOSED, null, 0);
    }

    /** @param left messages of the visitor that are still unread */
    ConversationStatus read(int left) {
        return new ConversationStatus(state, waitingSince, Math.min(unread, left));
    }
}
