package io.doorstep.chat.socket.dialogue;

import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.desk.Desk;
import io.doorstep.chat.socket.upgrade.CallerIdentity;

/** Knows what is said on whose sockets. */
public record Dialogues(Conversations conversations, Desk desk) {

    public Dialogue of(CallerIdentity identity, ChatSocket socket) {
        return switch (identity) {
            case CallerIdentity.Agent(String name) -> new AgentDialogue(socket, desk, conversations, name);
            case CallerIdentity.Visitor _,CallerIdentity.Unwelcome _ -> new VisitorDialogue(socket, conversations);
        };
    }
}
