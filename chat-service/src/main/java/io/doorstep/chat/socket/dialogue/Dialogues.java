package io.doorstep.chat.socket.dialogue;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.AdmissionDecision;
import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.desk.Desk;
import io.doorstep.chat.repetition.TextWatch;
import io.doorstep.chat.socket.tomcat.Outbox;
import io.doorstep.chat.socket.tomcat.TcpConnection;
import io.doorstep.chat.socket.upgrade.CallerIdentity;

/**
 * Makes the socket of an attempt that was admitted, with the dialogue of whoever opened it.
 *
 * @param texts sees what visitors write; what agents answer is theirs to repeat
 */
public record Dialogues(AdmissionController admission, Conversations conversations, Desk desk, TextWatch texts) {

    /** A socket as the upgrade left it: who opened it, and how it is written to. */
    public record Accepted(CallerIdentity caller, Outbox outbox, TcpConnection wire) {}

    public ChatSocket open(String connectionId, Attempt attempt, AdmissionDecision.Permitted decision,
            Accepted accepted) {
        ChatConnection connection = new ChatConnection(connectionId, attempt, decision, admission, accepted.outbox());
        return new ChatSocket(connection, accepted.wire(), switch (accepted.caller()) {
            case CallerIdentity.Agent(String name) -> new AgentDialogue(connection, desk, conversations, name);
            case CallerIdentity.Visitor _,CallerIdentity.Rejected _ ->
                new VisitorDialogue(connection, conversations, texts);
        });
    }
}
