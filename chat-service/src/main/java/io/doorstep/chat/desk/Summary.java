package io.doorstep.chat.desk;

import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.conversation.ConversationState;
import io.doorstep.chat.conversation.ConversationView;
import io.doorstep.chat.conversation.Message;
import io.doorstep.chat.conversation.VisitorPage;
import io.doorstep.events.ChatMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in the list of the desk.
 *
 * @param unread messages of the visitor that no agent has seen
 * @param visitors sockets of the visitor, on all instances
 * @param last the last message; null where it is no longer kept
 * @param since when it began to wait; null where it does not
 * @param agent whose it is; null for nobody's
 * @param page what the visitor's page tells of itself
 */
public record Summary(ConversationKey key, ConversationState state, int unread, int visitors, @Nullable Last last,
        @Nullable Instant since, @Nullable String agent, VisitorPage page) {
    static final int PREVIEW = 160;

    /**
     * A message in short.
     *
     * @param text its first {@value Summary#PREVIEW} characters
     */
    public record Last(ChatMessage.Author author, @Nullable String authorName, String text, Instant time) {}

    static Summary of(ConversationView view) {
        Message last = view.last();
        return new Summary(view.key(), view.state(), view.unread(), view.visitors(),
                last == null
                        ? null
                        : new Last(last.author(), last.authorName(), preview(last.text()), last.time()),
                view.waitingSince(), view.agent(), view.page());
    }

    private static String preview(String text) {
        return text.codePointCount(0, text.length()) <= PREVIEW
                ? text
                : text.substring(0, text.offsetByCodePoints(0, PREVIEW));
    }

    boolean isWaiting() {
        return state == ConversationState.WAITING;
    }

    Instant lastTime() {
        return last == null ? Instant.MIN : last.time();
    }
}
