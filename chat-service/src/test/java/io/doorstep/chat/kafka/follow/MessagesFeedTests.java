package io.doorstep.chat.kafka.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.conversation.ConversationBounds;
import io.doorstep.chat.conversation.ConversationEvent;
import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.conversation.ConversationListener;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.conversation.MessageLog;
import io.doorstep.chat.conversation.Participant;
import io.doorstep.chat.kafka.spool.Records;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MessagesFeedTests {
    private static final TopicPartition PARTITION = new TopicPartition(Topic.MESSAGES.topicName(), 0);

    private final Conversations conversations = new Conversations(MessageLog.NOOP, "here",
            new ConversationBounds(4096, 100_000), ConversationListener.NOOP);
    private final MessagesFeed feed = new MessagesFeed(conversations);
    private final List<Long> sequences = new ArrayList<>();

    private void read(long offset, int message) {
        feed.onEvent(PARTITION, offset,
                new EventEnvelope("source", message + 1, Instant.EPOCH, Records.message(message)));
    }

    @Test
    void sequences_goOnGrowing_whereTheTopicWasMadeAnew() {
        conversations.join(new ConversationKey("11", "s"), new Participant() {

            @Override
            public String connectionId() {
                return "c-2";
            }

            @Override
            public void hear(ConversationEvent event) {
                if (event instanceof ConversationEvent.Said said) {
                    sequences.add(said.message().sequence());
                }
            }
        });
        read(4711, 1);
        feed.onMadeAnew(Topic.MESSAGES);
        read(0, 2);
        read(1, 3);
        feed.onMadeAnew(Topic.MESSAGES);
        feed.onMadeAnew(Topic.MESSAGES);
        read(0, 4);
        assertThat(sequences).containsExactly(4711L, 1_000_000L, 1_000_001L, 2_000_000L);
    }
}
