package io.doorstep.chat.conversation;

import io.doorstep.events.ChatAssigned;
import io.doorstep.events.ChatClosed;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.ChatRead;
import io.doorstep.events.ChatUnanswered;
import io.doorstep.events.Event;
import io.doorstep.events.TypingSignal;
import io.doorstep.events.VisitorPresence;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The conversations this instance knows: those with somebody in them, and those whose messages it has lately seen in the
 * log, up to a number of bytes.
 */
public final class Conversations {
    private final MessageLog log;
    private final String instance;
    private final StartupReplay startupReplay = new StartupReplay();
    private final ConversationStore store;
    private volatile int agents;

    /** @param instance the name of this instance among those that share the log */
    public Conversations(MessageLog log, String instance, ConversationBounds bounds, ConversationListener listener) {
        this.log = log;
        this.instance = instance;
        this.store = new ConversationStore(bounds, listener, startupReplay);
    }

    public Membership join(ConversationKey key, Participant participant) {
        Conversation joined = store.attend(key, conversation -> conversation.join(participant, agents));
        Membership membership = new Membership(key, joined, participant);
        membership.tellWhoIsHere();
        return membership;
    }

    /** Whether anything is known of this conversation. */
    public boolean isKnown(ConversationKey key) {
        return store.isKnown(key);
    }

    /** Something has come from the log. */
    public void onRecord(long sequence, Instant time, Event event) {
        switch (event) {
            case ChatMessage said -> store.update(keyOf(said.productId(), said.sessionId()), sequence,
                    conversation -> conversation.add(Message.of(said, sequence, time)));
            case ChatClosed closed -> store.update(keyOf(closed.productId(), closed.sessionId()), sequence,
                    conversation -> conversation.close(sequence, closed.authorName(), time));
            case ChatRead read -> store.update(keyOf(read.productId(), read.sessionId()), sequence,
                    conversation -> conversation.read(sequence, read.upTo()));
            case ChatAssigned assigned -> store.update(keyOf(assigned.productId(), assigned.sessionId()), sequence,
                    conversation -> conversation.assign(sequence, assigned.agent()));
            case ChatUnanswered told -> store.update(keyOf(told.productId(), told.sessionId()), sequence,
                    conversation -> conversation.unanswered(sequence, told, time));
            default -> {
            }
        }
    }

    /** The log has not taken this yet, and this instance holds it on disk until it does. */
    public void onKept(Instant time, ChatMessage said) {
        store.update(keyOf(said.productId(), said.sessionId()), -1,
                conversation -> conversation.keep(Message.of(said, Message.PENDING, time)));
    }

    /** Neither the log nor the disk has this: who said it is told to send it again. */
    public void onNotKept(ChatMessage said) {
        store.ifKnown(keyOf(said.productId(), said.sessionId()),
                conversation -> conversation.refuse(Message.of(said, Message.PENDING, Instant.EPOCH)));
    }

    /** Somebody types, comes or goes at another instance. */
    public void onSignal(Event event) {
        switch (event) {
            case TypingSignal typing when !typing.instance().equals(instance) ->
                store.ifKnown(keyOf(typing.productId(), typing.sessionId()),
                        conversation -> conversation.typing(new ConversationEvent.Typing(typing.connectionId(),
                                typing.author(), typing.authorName())));
            case VisitorPresence present when !present.instance().equals(instance) -> visitorsElsewhere(present);
            default -> {
            }
        }
    }

    /** It may come before what was said does, which travels on another topic. */
    private void visitorsElsewhere(VisitorPresence present) {
        ConversationKey key = keyOf(present.productId(), present.sessionId());
        if (present.connections() == 0) {
            store.ifKnown(key, conversation -> conversation.visitorsAt(present.instance(), 0));
        } else {
            store.update(key, -1, conversation -> {
                conversation.visitorsAt(present.instance(), present.connections());
                conversation.on(new VisitorPage(present.productName(), present.page()));
            });
        }
    }

    /** Another instance has started: it is told which visitors are here. */
    public void onInstanceStarted() {
        store.forEachAttended(this::tellWhoIsHere);
    }

    /** Another instance has gone without a word, and its visitors with it. */
    public void onInstanceGone(String gone) {
        store.forEach(conversation -> conversation.visitorsAt(gone, 0));
    }

    /** There are so many agents at the desk now, on all instances. */
    public void onAgents(int atTheDesk) {
        if (agents != atTheDesk) {
            agents = atTheDesk;
            store.forEachAttended((_, conversation) -> conversation.agentsAre(atTheDesk));
        }
    }

    /**
     * What the log held before this start is about to come.
     *
     * @param whole whether it is all that the log ever held
     */
    public void onRefilling(boolean whole) {
        startupReplay.begin(whole);
    }

    /** What the log held before this start has come. */
    public void onRefilled() {
        startupReplay.end();
    }

    /** Whether all that the log held before this start has come. */
    public boolean isRefilled() {
        return startupReplay.isDone();
    }

    /** Nobody waits any longer for what the log held before: the log does not answer. */
    public void giveUpRefill() {
        startupReplay.giveUp();
    }

    /** Does this once what the log held before this start has come, or is waited for no longer. */
    public void whenRefilled(Runnable action) {
        startupReplay.whenDone(_ -> action.run());
    }

    private static ConversationKey keyOf(String productId, String sessionId) {
        return new ConversationKey(productId, sessionId);
    }

    private void tellWhoIsHere(ConversationKey key, Conversation conversation) {
        if (conversation.hasBegun()) {
            append(key, conversation);
        }
    }

    private void append(ConversationKey key, Conversation conversation) {
        VisitorPage page = conversation.page();
        var _ = log.append(new VisitorPresence(instance, key.productId(), key.sessionId(),
                conversation.visitorsHere(), page.productName(), page.address()));
    }

    public int attended() {
        return store.attended();
    }

    /** A participant's place in a conversation. */
    public final class Membership {
        private final ConversationKey key;
        private final Conversation conversation;
        private final Participant participant;

        private Membership(ConversationKey key, Conversation conversation, Participant participant) {
            this.key = key;
            this.conversation = conversation;
            this.participant = participant;
        }

        public ConversationKey key() {
            return key;
        }

        /** False where the message could not be taken. One that was sent before is answered again and not said twice. */
        public boolean say(String clientMessageId, String text) {
            if (conversation.answerAgain(participant, clientMessageId)) {
                return true;
            }
            boolean first = !conversation.hasBegun();
            boolean taken = log.append(new ChatMessage(key.productId(), key.sessionId(), participant.author(),
                    participant.connectionId(), clientMessageId, text, participant.authorName()));
            if (first && taken) {
                append(key, conversation);
            }
            return taken;
        }

        /** Heard by the others here at once, and elsewhere where somebody may listen. */
        public void typing() {
            var typing = new ConversationEvent.Typing(participant.connectionId(), participant.author(),
                    participant.authorName());
            conversation.typing(typing);
            if (agents > 0) {
                var _ = log.append(new TypingSignal(instance, key.productId(), key.sessionId(), typing.author(),
                        typing.connectionId(), typing.authorName()));
            }
        }

        /** False where there is no room for it. Agents only. */
        public boolean close(String authorName) {
            return log.append(new ChatClosed(key.productId(), key.sessionId(), authorName));
        }

        /** The visitor's page tells of itself: heard at all desks. */
        public void on(VisitorPage page) {
            conversation.on(page);
            Conversations.this.tellWhoIsHere(key, conversation);
        }

        /** Gives the conversation to an agent; to nobody, without one. False where there is no room for it. */
        public boolean assign(String authorName, @Nullable String agent) {
            return log.append(new ChatAssigned(key.productId(), key.sessionId(), authorName, agent));
        }

        /** An agent has seen what was said up to this sequence. */
        public void read(String authorName, long upTo) {
            if (conversation.view().unread() > 0) {
                var _ = log.append(new ChatRead(key.productId(), key.sessionId(), authorName, upTo));
            }
        }

        /** The visitor's socket that came last to this instance; null where none is here. */
        public @Nullable Participant lastVisitorHere() {
            return conversation.lastVisitorHere();
        }

        /** Answers with what was said after a sequence; later, where that is still being read from the log. */
        public void resume(long after, Consumer<Replay> answer) {
            startupReplay.whenDone(refilled -> {
                Replay replay = conversation.after(after);
                answer.accept(refilled ? replay : new Replay(replay.messages(), false));
            });
        }

        private void tellWhoIsHere() {
            if (participant.authorName() == null) {
                Conversations.this.tellWhoIsHere(key, conversation);
            }
        }

        public void leave() {
            store.release(key, here -> here.leave(participant, agents));
            tellWhoIsHere();
        }
    }
}
