package io.doorstep.chat.socket.dialogue;

import io.doorstep.chat.conversation.ConversationEvent;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.conversation.Participant;
import io.doorstep.chat.conversation.Replay;
import io.doorstep.chat.socket.frame.ClientFrame;
import io.doorstep.chat.socket.frame.ServerFrame;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A visitor's side of a conversation. */
final class VisitorDialogue implements Dialogue, Participant {
    private static final long TYPING_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ChatSocket socket;
    private final Conversations conversations;
    private volatile Conversations.@Nullable Membership membership;
    private volatile boolean ended;
    private long typedNanos = System.nanoTime() - TYPING_NANOS;

    VisitorDialogue(ChatSocket socket, Conversations conversations) {
        this.socket = socket;
        this.conversations = conversations;
    }

    @Override
    public String connectionId() {
        return socket.connectionId();
    }

    /** Joins; leaves at once where the greeting has already failed and the socket ended on the writing thread. */
    @Override
    public void begin() {
        var joined = conversations.join(socket.conversation(), this);
        membership = joined;
        if (ended) {
            joined.leave();
        }
    }

    @Override
    public void onFrame(String text) {
        switch (ClientFrame.parse(text)) {
            case ClientFrame.Message(String id, String said) -> {
                if (socket.admits(socket.conversation(), id)) {
                    socket.taken(inConversation().say(id, said), id);
                }
            }
            case ClientFrame.Typing _ -> typing();
            case ClientFrame.Resume(long after) -> inConversation().resume(after, this::replay);
            case ClientFrame.Ping _ -> socket.send(ServerFrame.Pong.PONG);
            case ClientFrame.Invalid invalid -> socket.explain(invalid);
        }
    }

    private void typing() {
        long now = System.nanoTime();
        if (now - typedNanos >= TYPING_NANOS) {
            typedNanos = now;
            inConversation().typing();
        }
    }

    private void replay(Replay replay) {
        socket.send(new ServerFrame.History(replay));
    }

    private Conversations.Membership inConversation() {
        var joined = membership;
        if (joined == null) {
            throw new IllegalStateException(connectionId() + " has not been opened");
        }
        return joined;
    }

    @Override
    public void hear(ConversationEvent event) {
        switch (event) {
            case ConversationEvent.Joined joined -> socket.send(socket.connected(joined));
            case ConversationEvent.Said(var message) -> socket.send(new ServerFrame.Message(message));
            case ConversationEvent.Acknowledged(String id, long sequence) ->
                socket.send(new ServerFrame.Ack(id, sequence));
            case ConversationEvent.Kept(String id) -> socket.send(ServerFrame.Ack.pending(id));
            case ConversationEvent.NotKept(String id) -> socket.notKept(id);
            case ConversationEvent.Typing typing -> socket.send(new ServerFrame.Typing(typing));
            case ConversationEvent.Present(int connections, int agents) ->
                socket.send(new ServerFrame.Presence(connections, agents));
            case ConversationEvent.Closed closed -> socket.send(new ServerFrame.Closed(closed));
            case ConversationEvent.Opened _ -> {
            }
        }
    }

    @Override
    public void end() {
        ended = true;
        var joined = membership;
        if (joined != null) {
            joined.leave();
        }
    }
}
