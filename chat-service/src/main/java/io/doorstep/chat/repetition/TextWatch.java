package io.doorstep.chat.repetition;

import io.doorstep.chat.client.Client;

/** Sees the texts that visitors write. Called on a socket's thread: must not wait, and throws nothing. */
@FunctionalInterface
public interface TextWatch {
    /** Sees nothing. */
    TextWatch NONE = (_, _, _) -> {};

    /** @param conversation tells those of one client apart */
    void onText(Client client, String conversation, String text);
}
