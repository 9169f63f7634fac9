package io.doorstep.chat.conversation;

import io.doorstep.events.ChatMessage;
import io.doorstep.events.ChatMessage.Author;
import io.doorstep.events.ChatUnanswered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One conversation on this instance: who is here, what was said lately, and where it stands with the desk. */
final class Conversation {
    private static final int OVERHEAD = 400;

    private final ConversationKey key;
    private final History history;
    private final ConversationListener listener;
    private final List<Participant> participants = new ArrayList<>(1);
    private Map<MessageId, Message> pending = Map.of();
    private Map<String, Integer> elsewhere = Map.of();
    private ConversationStatus status = ConversationStatus.NEW;
    private VisitorPage page = VisitorPage.UNKNOWN;
    private long readUpTo = -1;

    Conversation(ConversationKey key, History history, ConversationListener listener) {
        this.key = key;
        this.history = history;
        this.listener = listener;
    }

    /** The first thing a participant hears is that it has joined; the others hear how many visitors there are now. */
    synchronized void join(Participant participant, int agents) {
        participants.add(participant);
        if (participant.author() == Author.AGENT) {
            participant.hear(new ConversationEvent.Opened(after(-1), view()));
            return;
        }
        participant.hear(new ConversationEvent.Joined(history.lastSequence(), visitorsHere(), agents, status.state(),
                readUpTo));
        others(participant.connectionId(), new ConversationEvent.Present(visitorsHere(), agents));
        changed();
    }

    synchronized void leave(Participant participant, int agents) {
        if (participants.remove(participant) && participant.author() == Author.VISITOR) {
            all(new ConversationEvent.Present(visitorsHere(), agents));
            changed();
        }
    }

    synchronized void agentsAre(int agents) {
        all(new ConversationEvent.Present(visitorsHere(), agents));
    }

    synchronized void typing(ConversationEvent.Typing typing) {
        others(typing.connectionId(), typing);
    }

    /** A message has come from the log. One that was sent again is heard once. */
    synchronized void add(Message message) {
        if (!history.advanceTo(message.sequence())) {
            return;
        }
        long before = history.sequenceOf(message.id());
        if (before >= 0) {
            acknowledge(message, before);
            return;
        }
        if (!pending.isEmpty()) {
            pending.remove(message.id());
        }
        history.add(message);
        if (!message.isOfVisitor()) {
            readUpTo = message.sequence();
        }
        status = status.after(message);
        acknowledge(message, message.sequence());
        others(message.connectionId(), new ConversationEvent.Said(message));
        changed();
    }

    private void acknowledge(Message message, long sequence) {
        to(message.connectionId(), new ConversationEvent.Acknowledged(message.clientMessageId(), sequence));
    }

    /** A message is on this instance's disk; it is heard here at once, and again when it comes from the log. */
    synchronized void keep(Message message) {
        if (history.sequenceOf(message.id()) >= 0 || pending.containsKey(message.id())) {
            return;
        }
        if (pending.isEmpty()) {
            pending = new LinkedHashMap<>();
        }
        pending.put(message.id(), message);
        to(message.connectionId(), new ConversationEvent.Kept(message.clientMessageId()));
        others(message.connectionId(), new ConversationEvent.Said(message));
        changed();
    }

    /** A message could not be kept, unless the log has it after all. */
    synchronized void refuse(Message message) {
        if (history.sequenceOf(message.id()) < 0) {
            if (!pending.isEmpty()) {
                pending.remove(message.id());
            }
            to(message.connectionId(), new ConversationEvent.NotKept(message.clientMessageId()));
        }
    }

    synchronized void close(long sequence, String authorName, Instant time) {
        if (history.advanceTo(sequence)) {
            status = ConversationStatus.closedAt(sequence);
            all(new ConversationEvent.Closed(sequence, authorName, time));
            changed();
        }
    }

    synchronized void read(long sequence, long upTo) {
        if (history.advanceTo(sequence)) {
            status = status.read(history.ofVisitorAfter(upTo));
            long seen = Math.min(upTo, sequence);
            if (seen > readUpTo) {
                readUpTo = seen;
                all(new ConversationEvent.Read(seen));
            }
            changed();
        }
    }

    /** @param agent whose it is from now on; null for nobody's */
    synchronized void assign(long sequence, @Nullable String agent) {
        if (history.advanceTo(sequence)) {
            status = status.assignedTo(agent);
            changed();
        }
    }

    /** The log says that the conversation waits for long: of several who say so of one wait, the first is believed. */
    synchronized void unanswered(long sequence, ChatUnanswered told, Instant time) {
        if (history.advanceTo(sequence) && status.isNews(told.firstSequence())) {
            status = status.toldOf();
            changed();
            listener.onUnanswered(told, time);
        }
    }

    /** The visitor's page has told of itself. */
    synchronized void on(VisitorPage told) {
        if (!told.equals(page)) {
            page = told;
            changed();
        }
    }

    synchronized VisitorPage page() {
        return page;
    }

    /** How many sockets of the visitor another instance holds. */
    synchronized void visitorsAt(String instance, int connections) {
        if (elsewhere.getOrDefault(instance, 0) == connections) {
            return;
        }
        Map<String, Integer> changed = new HashMap<>(elsewhere);
        if (connections == 0) {
            changed.remove(instance);
        } else {
            changed.put(instance, connections);
        }
        elsewhere = Map.copyOf(changed);
        changed();
    }

    /** Says again how a message of this participant fares that was sent before; false where it was not. */
    synchronized boolean answerAgain(Participant participant, String clientMessageId) {
        MessageId id = new MessageId(participant.author(), clientMessageId);
        long sequence = history.sequenceOf(id);
        if (sequence >= 0) {
            participant.hear(new ConversationEvent.Acknowledged(clientMessageId, sequence));
        } else if (pending.containsKey(id)) {
            participant.hear(new ConversationEvent.Kept(clientMessageId));
        }
        return sequence >= 0 || pending.containsKey(id);
    }

    synchronized Replay after(long sequence) {
        List<Message> messages = history.after(sequence);
        messages.addAll(pending.values());
        return new Replay(messages, history.isCompleteAfter(sequence));
    }

    private void changed() {
        if (hasBegun()) {
            listener.onChanged(view());
        }
    }

    /** Whether anything has been said in it. */
    synchronized boolean hasBegun() {
        return status.state() != ConversationState.NEW || !pending.isEmpty();
    }

    synchronized ConversationView view() {
        ConversationStatus now = status;
        Message last = history.last();
        for (Message message : pending.values()) {
            now = now.after(message);
            last = message;
        }
        return new ConversationView(key, now.state(), now.unread(), visitors(), last, now.waiting(), now.told(),
                now.agent(), page);
    }

    private int visitors() {
        return visitorsHere() + elsewhere.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized int visitorsHere() {
        int visitors = 0;
        for (Participant participant : participants) {
            visitors += participant.author() == Author.VISITOR ? 1 : 0;
        }
        return visitors;
    }

    /** The visitor's socket that came last to this instance; null where none is here. */
    synchronized @Nullable Participant lastVisitorHere() {
        return participants.stream().filter(participant -> participant.author() == Author.VISITOR)
                .reduce((_, later) -> later).orElse(null);
    }

    /** Whether there is nothing to remember of it. */
    synchronized boolean isBlank() {
        return !hasBegun() && history.lastSequence() < 0 && elsewhere.isEmpty();
    }

    synchronized boolean isEmpty() {
        return participants.isEmpty();
    }

    /** About what it takes in memory. */
    synchronized int bytes() {
        return OVERHEAD + history.bytes();
    }

    synchronized long lastSequence() {
        return history.lastSequence();
    }

    private void all(ConversationEvent event) {
        participants.forEach(participant -> participant.hear(event));
    }

    private void to(String connectionId, ConversationEvent event) {
        for (Participant participant : participants) {
            if (participant.connectionId().equals(connectionId)) {
                participant.hear(event);
            }
        }
    }

    private void others(String connectionId, ConversationEvent event) {
        for (Participant participant : participants) {
            if (!participant.connectionId().equals(connectionId)) {
                participant.hear(event);
            }
        }
    }
}
