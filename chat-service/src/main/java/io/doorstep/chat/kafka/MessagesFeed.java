package io.doorstep.chat.kafka;

import io.doorstep.chat.conversation.Conversations;
import io.doorstep.events.EventEnvelope;

/** What was said, on whatever instance, becomes part of the conversations here. */
record MessagesFeed(Conversations conversations) implements TopicFeed {

    @Override
    public void onBegin(boolean whole) {
        conversations.onRefilling(whole);
    }

    @Override
    public void onEvent(long offset, EventEnvelope envelope) {
        conversations.onRecord(offset, envelope.time(), envelope.event());
    }

    @Override
    public void onCaughtUp() {
        conversations.onRefilled();
    }
}
