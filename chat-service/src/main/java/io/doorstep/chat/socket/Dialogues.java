package io.doorstep.chat.socket;

import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.desk.Desk;

/** Knows what is said on whose sockets. */
record Dialogues(Conversations conversations, Desk desk) {

    Dialogue of(Caller caller, ChatSocket socket) {
        return switch (caller) {
            case Caller.Agent(String name) -> new AgentDialogue(socket, desk, conversations, name);
            case Caller.Visitor _,Caller.Unwelcome _ -> new VisitorDialogue(socket, conversations);
        };
    }
}
