package io.doorstep.chat.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a conversation stands between its visitor and the desk.
 *
 * @param waitingSince when the visitor wrote what nobody has answered; null where nothing waits
 * @param unread messages of the visitor that no agent has seen
 */
record Standing(ConversationState state, @Nullable Instant waitingSince, int unread) {
    static final Standing NEW = new Standing(ConversationState.NEW, null, 0);

    Standing after(Message said) {
        if (!said.isOfVisitor()) {
            return new Standing(ConversationState.OPEN, null, 0);
        }
        return new Standing(ConversationState.WAITING, waitingSince == null ? said.time() : waitingSince, unread + 1);
    }

    static Standing closed() {
        return new Standing(ConversationState.CLOSED, null, 0);
    }

    /** @param left messages of the visitor that are still unread */
    Standing read(int left) {
        return new Standing(state, waitingSince, Math.min(unread, left));
    }
}
