package io.doorstep.chat.kafka.follow;

import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.desk.Desk;
import io.doorstep.events.DeskPresence;
import io.doorstep.events.EventEnvelope;
import io.doorstep.support.kafka.TopicFeed;
import org.apache.kafka.common.TopicPartition;

/** Who types and who is there, on whatever instance, is heard here. */
public record SignalsFeed(Conversations conversations, Desk desk) implements TopicFeed {

    @Override
    public void onEvent(TopicPartition partition, long offset, EventEnvelope envelope) {
        if (envelope.event() instanceof DeskPresence presence) {
            desk.onPresence(presence);
        } else {
            conversations.onSignal(envelope.event());
        }
    }

    @Override
    public void onCaughtUp() {
        desk.onFollowing();
    }
}
