package io.doorstep.chat.repetition;

import io.doorstep.chat.client.Client;

/** Is told of each message that repeats a text in one more conversation. Called on a socket's thread: must not wait. */
@FunctionalInterface
public interface TextListener {

    void onRepeated(Client client, Repetition repetition);
}
