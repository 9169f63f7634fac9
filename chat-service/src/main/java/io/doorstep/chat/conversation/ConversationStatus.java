package io.doorstep.chat.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a conversation stands between its visitor and the desk.
 *
 * @param waitingSince when the visitor wrote what nobody has answered; null where nothing waits
 * @param unread messages of the visitor that no agent has seen
 * @param agent whose it is; null for nobody's
 */
record ConversationStatus(ConversationState state, @Nullable Instant waitingSince, int unread,
        @Nullable String agent) {
    static final ConversationStatus NEW = new ConversationStatus(ConversationState.NEW, null, 0, null);

    /** Who answers first has it. */
    ConversationStatus after(Message said) {
        if (!said.isOfVisitor()) {
            return new ConversationStatus(ConversationState.OPEN, null, 0, agent == null ? said.authorName() : agent);
        }
        return new ConversationStatus(ConversationState.WAITING, waitingSince == null ? said.time() : waitingSince,
                unread + 1, agent);
    }

    static ConversationStatus closed() {
        return new ConversationStatus(ConversationState.CLOSED, null, 0, null);
    }

    /** @param left messages of the visitor that are still unread */
    ConversationStatus read(int left) {
        return new ConversationStatus(state, waitingSince, Math.min(unread, left), agent);
    }

    /** @param whose null for nobody's */
    ConversationStatus assignedTo(@Nullable String whose) {
        return new ConversationStatus(state, waitingSince, unread, whose);
    }
}
