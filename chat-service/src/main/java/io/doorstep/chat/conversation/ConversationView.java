package io.doorstep.chat.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as the desk sees it in its list.
 *
 * @param unread messages of the visitor that no agent has seen
 * @param visitors sockets of the visitor, on all instances
 * @param last the last message; null where it is no longer kept
 * @param waiting what nobody has answered; null where nothing waits
 * @param told whether the log says that it waits for long
 * @param agent whose it is; null for nobody's
 * @param page what the visitor's page tells of itself
 */
public record ConversationView(ConversationKey key, ConversationState state, int unread, int visitors,
        @Nullable Message last, @Nullable Waiting waiting, boolean told, @Nullable String agent, VisitorPage page) {

    /** When the visitor wrote what nobody has answered; null where nothing waits. */
    public @Nullable Instant waitingSince() {
        return waiting == null ? null : waiting.since();
    }
}
