package io.doorstep.chat.socket.dialogue;

import io.doorstep.chat.conversation.ConversationEvent;
import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.conversation.Message;
import io.doorstep.chat.conversation.Participant;
import io.doorstep.chat.desk.Desk;
import io.doorstep.chat.desk.DeskNews;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.chat.socket.frame.AgentFrame;
import io.doorstep.chat.socket.frame.DeskFrame;
import io.doorstep.chat.socket.frame.ServerFrame;
import io.doorstep.events.ChatMessage.Author;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An agent's side: the list of all conversations, and the one that is open. */
final class AgentDialogue implements Dialogue {
    private final ChatConnection connection;
    private final Desk desk;
    private final Conversations conversations;
    private final String name;
    private Desk.@Nullable Place place;
    private Conversations.@Nullable Membership open;
    /** What the agent has asked for last. */
    private @Nullable ConversationKey wanted;
    private boolean ended;

    AgentDialogue(ChatConnection connection, Desk desk, Conversations conversations, String name) {
        this.connection = connection;
        this.desk = desk;
        this.conversations = conversations;
        this.name = name;
    }

    @Override
    public void begin() {
        Desk.Place taken = desk.sit(connection.id(), name, this::onNews);
        synchronized (this) {
            place = taken;
            if (!ended) {
                return;
            }
        }
        taken.leave();
    }

    private void onNews(DeskNews news) {
        connection.send(switch (news) {
            case DeskNews.Listed(var listed, var agents) ->
                new DeskFrame.Desk(connection.id(), name, listed.stream().map(DeskFrame.Item::new).toList(),
                        agents);
            case DeskNews.Changed(var summary) -> new DeskFrame.Conversation(new DeskFrame.Item(summary));
            case DeskNews.Forgotten(var key) -> new DeskFrame.Forgotten(key);
            case DeskNews.AtTheDesk(var agents) -> new DeskFrame.Agents(agents);
        });
    }

    @Override
    public void onFrame(String text) {
        switch (AgentFrame.parse(text)) {
            case AgentFrame.Open(var key) -> open(key);
            case AgentFrame.Leave _ -> leave();
            case AgentFrame.Message(var key, String id, String said) -> {
                if (connection.admits(key, id)) {
                    inOpen(key, id, conversation -> connection.taken(conversation.say(id, said), id));
                }
            }
            case AgentFrame.Typing(var key) -> inOpen(key, null, Conversations.Membership::typing);
            case AgentFrame.Read(var key, long upTo) ->
                inOpen(key, null, conversation -> conversation.read(name, upTo));
            case AgentFrame.Assign(var key, String agent) ->
                inOpen(key, null, conversation -> assign(conversation, key, agent));
            case AgentFrame.Client(var key) -> inOpen(key, null, this::tellOfClient);
            case AgentFrame.Close(var key) -> inOpen(key, null, conversation -> close(conversation, key));
            case AgentFrame.Ping _ -> connection.send(ServerFrame.Pong.PONG);
            case AgentFrame.Invalid(var why) -> connection.explain(why);
        }
    }

    private void open(ConversationKey key) {
        want(key);
        if (desk.isKnown(key)) {
            look(key);
        } else {
            conversations.whenRefilled(() -> openAtLast(key));
        }
    }

    /** The agent may have turned to another meanwhile. */
    private void openAtLast(ConversationKey key) {
        if (!isWanted(key)) {
            return;
        }
        if (desk.isKnown(key)) {
            look(key);
        } else {
            refuse(key, Rejections.UNKNOWN_CONVERSATION);
        }
    }

    private void leave() {
        want(null);
        look(null);
    }

    private synchronized void want(@Nullable ConversationKey key) {
        wanted = key;
    }

    private synchronized boolean isWanted(ConversationKey key) {
        return !ended && key.equals(wanted);
    }

    private void look(@Nullable ConversationKey key) {
        Conversations.Membership before;
        Desk.Place here;
        synchronized (this) {
            before = open;
            open = null;
            here = place;
        }
        if (before != null) {
            before.leave();
        }
        if (key != null) {
            Look look = new Look(key);
            Conversations.Membership joined = conversations.join(key, look);
            joined.read(name, look.lastSeen());
            keep(joined);
        }
        if (here != null) {
            here.lookAt(key);
        }
    }

    private void keep(Conversations.Membership joined) {
        Conversations.Membership left;
        synchronized (this) {
            if (isWanted(joined.key())) {
                left = open;
                open = joined;
            } else {
                left = joined;
            }
        }
        if (left != null) {
            left.leave();
        }
    }

    private void tellOfClient(Conversations.Membership conversation) {
        connection.send(new DeskFrame.Client(conversation.key(),
                conversation.lastVisitorHere() instanceof VisitorDialogue visitor ? visitor.standing() : null));
    }

    private void close(Conversations.Membership conversation, ConversationKey key) {
        if (!conversation.close(name)) {
            refuse(key, Rejections.NOT_KEPT);
        }
    }

    private void assign(Conversations.Membership conversation, ConversationKey key, @Nullable String agent) {
        if (agent != null && !desk.isHere(agent)) {
            refuse(key, Rejections.AGENT_NOT_HERE);
        } else if (!conversation.assign(name, agent)) {
            refuse(key, Rejections.NOT_KEPT);
        }
    }

    private void refuse(ConversationKey key, Rejection why) {
        connection.send(new DeskFrame.In(key, new ServerFrame.Refusal(why, null)));
    }

    private void inOpen(ConversationKey key, @Nullable String clientMessageId,
            Consumer<Conversations.Membership> what) {
        Conversations.Membership conversation;
        synchronized (this) {
            conversation = open;
        }
        if (conversation != null && conversation.key().equals(key)) {
            what.accept(conversation);
        } else {
            connection.send(
                    new DeskFrame.In(key, new ServerFrame.Refusal(Rejections.CONVERSATION_NOT_OPEN, clientMessageId)));
        }
    }

    @Override
    public void end() {
        Conversations.Membership left;
        Desk.Place here;
        synchronized (this) {
            ended = true;
            left = open;
            open = null;
            here = place;
        }
        if (left != null) {
            left.leave();
        }
        if (here != null) {
            here.leave();
        }
    }

    /** An agent waits for visitors for as long as it takes. */
    @Override
    public boolean mayIdleOut() {
        return false;
    }

    /** The agent's look at one conversation. */
    private final class Look implements Participant {
        private final ConversationKey key;
        private volatile long lastSeen = -1;

        Look(ConversationKey key) {
            this.key = key;
        }

        long lastSeen() {
            return lastSeen;
        }

        @Override
        public String connectionId() {
            return connection.id();
        }

        @Override
        public Author author() {
            return Author.AGENT;
        }

        @Override
        public String authorName() {
            return name;
        }

        @Override
        public void hear(ConversationEvent event) {
            switch (event) {
                case ConversationEvent.Opened(var replay, var view) -> {
                    lastSeen = replay.messages().stream().mapToLong(Message::sequence).max().orElse(-1);
                    connection.send(new DeskFrame.Opened(replay, view));
                }
                case ConversationEvent.Said(var message) -> send(new ServerFrame.Message(message));
                case ConversationEvent.Acknowledged(String id, long sequence) ->
                    send(new ServerFrame.Ack(id, sequence));
                case ConversationEvent.Kept(String id) -> send(ServerFrame.Ack.pending(id));
                case ConversationEvent.NotKept(String id) -> send(new ServerFrame.Refusal(Rejections.NOT_KEPT, id));
                case ConversationEvent.Typing typing -> send(new ServerFrame.Typing(typing));
                case ConversationEvent.Closed closed -> send(new ServerFrame.Closed(closed));
                case ConversationEvent.Joined _,ConversationEvent.Present _,ConversationEvent.Read _ -> {
                }
            }
        }

        private void send(ServerFrame frame) {
            connection.send(new DeskFrame.In(key, frame));
        }
    }
}
