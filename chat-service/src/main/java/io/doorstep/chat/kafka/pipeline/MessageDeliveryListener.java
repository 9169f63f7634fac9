package io.doorstep.chat.kafka.pipeline;

import io.doorstep.events.ChatMessage;
import java.time.Instant;

/** Is told what becomes of messages on their way to Kafka. Called on the sender's thread. */
public interface MessageDeliveryListener {

    /** One is on disk, and not yet with Kafka. */
    void onKept(Instant time, ChatMessage message);

    /** One is neither with Kafka nor on disk: who sent it should send it again. */
    void onNotKept(ChatMessage message);
}
