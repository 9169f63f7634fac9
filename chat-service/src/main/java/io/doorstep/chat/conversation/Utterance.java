package io.doorstep.chat.conversation;

/** What a participant hears. */
public sealed interface Utterance {

    /**
     * @param lastSequence of what was said before; -1 where nothing was
     * @param connections participants on this instance, the hearer included
     */
    record Joined(long lastSequence, int connections) implements Utterance {}

    /** Somebody else's message. */
    record Said(Message message) implements Utterance {}

    /** The participant's own message is kept, under this sequence. */
    record Acknowledged(String clientMessageId, long sequence) implements Utterance {}

    record Typing(String connectionId) implements Utterance {}

    /** @param connections participants on this instance, the hearer included */
    record Present(int connections) implements Utterance {}
}
