package io.doorstep.chat.conversation;

import java.util.List;

/**
 * What was said after some sequence, in order, what is pending last.
 *
 * @param complete false where older messages than these came after that sequence and are no longer kept, or may have
 */
public record Replay(List<Message> messages, boolean complete) {

    public Replay {
        messages = List.copyOf(messages);
    }
}
