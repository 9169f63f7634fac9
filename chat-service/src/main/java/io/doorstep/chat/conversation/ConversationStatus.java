package io.doorstep.chat.conversation;

import org.jspecify.annotations.Nullable;

/**
 * Where a conversation stands between its visitor and the desk.
 *
 * @param waiting what nobody has answered; null where nothing waits
 * @param told whether the log says that it waits for long, since the last answer
 * @param answeredUpTo sequence of the last answer, or of what closed it; -1 for none
 * @param unread messages of the visitor that no agent has seen
 * @param agent whose it is; null for nobody's
 */
record ConversationStatus(ConversationState state, @Nullable Waiting waiting, boolean told, long answeredUpTo,
        int unread, @Nullable String agent) {
    static final ConversationStatus NEW = new ConversationStatus(ConversationState.NEW, null, false, -1, 0, null);

    /** Who answers first has it. */
    ConversationStatus after(Message said) {
        if (!said.isOfVisitor()) {
            return new ConversationStatus(ConversationState.OPEN, null, false, Math.max(answeredUpTo, said.sequence()),
                    0, agent == null ? said.authorName() : agent);
        }
        return new ConversationStatus(ConversationState.WAITING,
                waiting == null ? new Waiting(said.sequence(), said.time()) : waiting, told, answeredUpTo, unread + 1,
                agent);
    }

    static ConversationStatus closedAt(long sequence) {
        return new ConversationStatus(ConversationState.CLOSED, null, false, sequence, 0, null);
    }

    /** @param left messages of the visitor that are still unread */
    ConversationStatus read(int left) {
        return new ConversationStatus(state, waiting, told, answeredUpTo, Math.min(unread, left), agent);
    }

    /** @param whose null for nobody's */
    ConversationStatus assignedTo(@Nullable String whose) {
        return new ConversationStatus(state, waiting, told, answeredUpTo, unread, whose);
    }

    /**
     * Whether it is news that it waits for long.
     *
     * @param first sequence of the first message that nobody has answered, for whoever says so
     */
    boolean isNews(long first) {
        return !told && first > answeredUpTo;
    }

    /** The log says that it waits for long. What was said before this start may be unknown here, and its wait as well. */
    ConversationStatus toldOf() {
        return new ConversationStatus(state, waiting, true, answeredUpTo, unread, agent);
    }
}
