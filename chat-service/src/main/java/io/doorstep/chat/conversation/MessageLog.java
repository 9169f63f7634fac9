package io.doorstep.chat.conversation;

import io.doorstep.events.Event;

/** Where what happens in conversations goes before anybody hears it. */
@FunctionalInterface
public interface MessageLog {
    MessageLog NOOP = _ -> false;

    /**
     * Hands over, without waiting, what is to be kept ({@code ChatMessage}, {@code ChatClosed}, {@code ChatRead},
     * {@code ChatAssigned}, {@code ChatUnanswered}) or only to be heard elsewhere ({@code TypingSignal},
     * {@code VisitorPresence}, {@code DeskPresence}); false where there is no room for it.
     */
    boolean append(Event event);
}
