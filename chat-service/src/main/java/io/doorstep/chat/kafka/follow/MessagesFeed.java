package io.doorstep.chat.kafka.follow;

import io.doorstep.chat.conversation.Conversations;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Topic;
import io.doorstep.support.kafka.TopicFeed;
import org.apache.kafka.common.TopicPartition;

/**
 * What was said, on whatever instance, becomes part of the conversations here. A sequence is an offset; where the topic
 * was made anew, offsets begin at 0, and sequences go on above all that there were.
 */
public final class MessagesFeed implements TopicFeed {
    /** Instances that have read about as far agree on where sequences go on. */
    private static final long STEP = 1_000_000;

    private final Conversations conversations;
    private long base;
    private long highest = -1;

    public MessagesFeed(Conversations conversations) {
        this.conversations = conversations;
    }

    @Override
    public void onBegin(boolean whole) {
        conversations.onRefilling(whole);
    }

    @Override
    public void onMadeAnew(Topic topic) {
        if (highest >= base) {
            base = (highest / STEP + 1) * STEP;
        }
    }

    @Override
    public void onEvent(TopicPartition partition, long offset, EventEnvelope envelope) {
        long sequence = base + offset;
        highest = Math.max(highest, sequence);
        conversations.onRecord(sequence, envelope.time(), envelope.event());
    }

    @Override
    public void onCaughtUp() {
        conversations.onRefilled();
    }
}
