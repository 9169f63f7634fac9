package io.doorstep.chat.desk;

import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.events.DeskPresence;
import java.util.List;

/** What an agent at the desk hears about all conversations. */
public sealed interface DeskNews {

    /**
     * All there is, to begin with.
     *
     * @param conversations those that wait first, the one that waits longest before the others; then the open ones and the
     *     closed ones, the latest first
     */
    record Listed(List<Summary> conversations, List<DeskPresence.Agent> agents) implements DeskNews {}

    /** A conversation has changed, or is new. */
    record Changed(Summary conversation) implements DeskNews {}

    /** A conversation is no longer in the list. */
    record Forgotten(ConversationKey key) implements DeskNews {}

    /** Who is at the desk now, on all instances. */
    record AtTheDesk(List<DeskPresence.Agent> agents) implements DeskNews {}
}
