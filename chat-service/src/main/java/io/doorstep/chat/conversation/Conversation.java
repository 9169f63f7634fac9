package io.doorstep.chat.conversation;

import java.util.ArrayList;
import java.util.List;

/** One conversation on this instance: who is here, and what was said lately. */
final class Conversation {
    private final History history = new History();
    private final List<Participant> participants = new ArrayList<>();

    /** The first thing a participant hears is that it has joined; the others hear how many they are now. */
    synchronized void join(Participant participant) {
        participants.forEach(present -> present.hear(new Utterance.Present(participants.size() + 1)));
        participants.add(participant);
        participant.hear(new Utterance.Joined(history.lastSequence(), participants.size()));
    }

    synchronized void leave(Participant participant) {
        if (participants.remove(participant)) {
            participants.forEach(present -> present.hear(new Utterance.Present(participants.size())));
        }
    }

    synchronized void typing(Participant participant) {
        participants.stream().filter(other -> !other.connectionId().equals(participant.connectionId()))
                .forEach(other -> other.hear(new Utterance.Typing(participant.connectionId())));
    }

    synchronized void add(Message message) {
        if (!history.add(message)) {
            return;
        }
        for (Participant participant : participants) {
            participant.hear(participant.connectionId().equals(message.connectionId())
                    ? new Utterance.Acknowledged(message.clientMessageId(), message.sequence())
                    : new Utterance.Said(message));
        }
    }

    /** Acknowledges a message that was sent before; false where it was not. */
    synchronized boolean acknowledgeAgain(Participant participant, String clientMessageId) {
        var known = history.byClientMessageId(clientMessageId);
        known.ifPresent(message -> participant.hear(new Utterance.Acknowledged(clientMessageId, message.sequence())));
        return known.isPresent();
    }

    synchronized History.Replay after(long sequence) {
        return history.after(sequence);
    }

    synchronized int participants() {
        return participants.size();
    }
}
