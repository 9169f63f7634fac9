package io.doorstep.chat.conversation;

/** Somebody who hears a conversation. */
public interface Participant {

    String connectionId();

    /** Must not wait: it is called on the thread that follows the topic. */
    void hear(Utterance utterance);
}
