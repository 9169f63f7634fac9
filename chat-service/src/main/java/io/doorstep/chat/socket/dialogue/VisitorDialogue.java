package io.doorstep.chat.socket.dialogue;

import io.doorstep.chat.admission.ClientStanding;
import io.doorstep.chat.conversation.ConversationEvent;
import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.conversation.ConversationState;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.conversation.Participant;
import io.doorstep.chat.conversation.Replay;
import io.doorstep.chat.conversation.VisitorPage;
import io.doorstep.chat.repetition.TextWatch;
import io.doorstep.chat.socket.frame.ClientFrame;
import io.doorstep.chat.socket.frame.ServerFrame;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A visitor's side of a conversation. */
final class VisitorDialogue implements Dialogue, Participant {
    private static final long TYPING_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAGE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ChatConnection connection;
    private final Conversations conversations;
    private final TextWatch texts;
    private volatile Conversations.@Nullable Membership membership;
    private volatile boolean ended;
    private long typedNanos = System.nanoTime() - TYPING_NANOS;
    private long pagedNanos = System.nanoTime() - PAGE_NANOS;

    VisitorDialogue(ChatConnection connection, Conversations conversations, TextWatch texts) {
        this.connection = connection;
        this.conversations = conversations;
        this.texts = texts;
    }

    @Override
    public String connectionId() {
        return connection.id();
    }

    ClientStanding standing() {
        return connection.standing();
    }

    /** Joins; leaves at once where the greeting has already failed and the socket ended on the writing thread. */
    @Override
    public void begin() {
        var joined = conversations.join(connection.conversation(), this);
        membership = joined;
        if (ended) {
            joined.leave();
        }
    }

    @Override
    public void onFrame(String text) {
        switch (ClientFrame.parse(text)) {
            case ClientFrame.Message(String id, String said) -> {
                if (connection.admits(connection.conversation(), id)) {
                    connection.taken(inConversation().say(id, said), id);
                    texts.onText(connection.attempt().client(), id(connection.conversation()), said);
                }
            }
            case ClientFrame.Typing _ -> typing();
            case ClientFrame.Page(String productName, String address) ->
                onPage(new VisitorPage(productName, address));
            case ClientFrame.Resume(long after) -> inConversation().resume(after, this::replay);
            case ClientFrame.Ping _ -> connection.send(ServerFrame.Pong.PONG);
            case ClientFrame.Invalid invalid -> connection.explain(invalid);
        }
    }

    private static String id(ConversationKey conversation) {
        return conversation.productId() + "/" + conversation.sessionId();
    }

    /** Pages change seldom: one that tells of itself again and again is not heard each time. */
    private void onPage(VisitorPage page) {
        long now = System.nanoTime();
        if (now - pagedNanos >= PAGE_NANOS) {
            pagedNanos = now;
            inConversation().on(page);
        }
    }

    private void typing() {
        long now = System.nanoTime();
        if (now - typedNanos >= TYPING_NANOS) {
            typedNanos = now;
            connection.permit().stir();
            inConversation().typing();
        }
    }

    private void replay(Replay replay) {
        connection.send(new ServerFrame.History(replay));
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
            case ConversationEvent.Joined joined -> {
                if (joined.state() != ConversationState.NEW) {
                    connection.permit().busy();
                }
                connection.send(connection.connected(joined));
            }
            case ConversationEvent.Said(var message) -> {
                connection.permit().busy();
                connection.send(new ServerFrame.Message(message));
            }
            case ConversationEvent.Acknowledged(String id, long sequence) ->
                connection.send(new ServerFrame.Ack(id, sequence));
            case ConversationEvent.Kept(String id) -> connection.send(ServerFrame.Ack.pending(id));
            case ConversationEvent.NotKept(String id) -> connection.notKept(id);
            case ConversationEvent.Typing typing -> connection.send(new ServerFrame.Typing(typing));
            case ConversationEvent.Present(int connections, int agents) ->
                connection.send(new ServerFrame.Presence(connections, agents));
            case ConversationEvent.Read(long upTo) -> connection.send(new ServerFrame.Read(upTo));
            case ConversationEvent.Closed closed -> connection.send(new ServerFrame.Closed(closed));
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
