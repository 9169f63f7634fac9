package io.doorstep.support.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.ChatRead;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Topic;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicFollowerTests {
    private static final TopicPartition PARTITION = new TopicPartition(Topic.MESSAGES.topicName(), 0);
    private static final int BUG = 666;
    private static final int DEATH = 667;

    private final FakeTopics kafka = new FakeTopics();
    private final ThreadSupervisor threads = new ThreadSupervisor();
    private final TopicKeeper keeper = new TopicKeeper("localhost:4711", () -> kafka, EnumSet.of(Topic.MESSAGES),
            threads);
    private final List<String> came = new CopyOnWriteArrayList<>();
    private final List<MockConsumer<String, @Nullable EventEnvelope>> consumers = new CopyOnWriteArrayList<>();
    private volatile long end;
    private final TopicFollower follower = new TopicFollower("chat.messages", Map.of(Topic.MESSAGES, 2L), keeper,
            this::consumer, new Feed(), threads);

    private final class Feed implements TopicFeed {

        @Override
        public void onBegin(boolean whole) {
            came.add(whole ? "whole" : "part");
        }

        @Override
        public void onMadeAnew(Topic topic) {
            came.add("anew");
        }

        @Override
        public void onCaughtUp() {
            came.add("caught up");
        }

        @Override
        public void onEvent(TopicPartition partition, long offset, EventEnvelope envelope) {
            if (envelope.sequence() == BUG) {
                throw new NullPointerException("a bug");
            }
            if (envelope.sequence() == DEATH) {
                throw new AssertionError("death");
            }
            came.add(offset + "=" + envelope.sequence());
        }
    }

    private MockConsumer<String, @Nullable EventEnvelope> consumer() {
        MockConsumer<String, @Nullable EventEnvelope> made = new MockConsumer<>("none");
        made.updateBeginningOffsets(Map.of(PARTITION, 0L));
        made.updateEndOffsets(Map.of(PARTITION, end));
        consumers.add(made);
        return made;
    }

    private MockConsumer<String, @Nullable EventEnvelope> latest(int number) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> consumers.size() >= number && !consumers.getLast().assignment().isEmpty());
        return consumers.getLast();
    }

    private static void give(MockConsumer<String, @Nullable EventEnvelope> consumer, long offset, long sequence) {
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, "key",
                new EventEnvelope("source", sequence, Instant.EPOCH, new ChatRead("p", "s", "a", 0))));
    }

    private void awaitCame(String... all) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(came).containsExactly(all));
    }

    @BeforeEach
    void start() {
        keeper.start();
    }

    @AfterEach
    void stop() {
        follower.stop();
        keeper.stop();
    }

    @Test
    void aFeedThatThrows_isCounted_andItGoesOn() {
        follower.start();
        var consumer = latest(1);
        give(consumer, 0, 1);
        give(consumer, 1, BUG);
        give(consumer, 2, 3);
        awaitCame("whole", "caught up", "0=1", "2=3");
        assertThat(follower.skipped()).isEqualTo(1);
        assertThat(threads.restarted()).isZero();
    }

    @Test
    void aThreadThatDies_goesOnBehindTheRecordThatKilledIt() {
        follower.start();
        var consumer = latest(1);
        give(consumer, 0, 1);
        give(consumer, 1, DEATH);
        end = 3;
        var next = latest(2);
        assertThat(threads.restarted()).isEqualTo(1);
        give(next, 2, 3);
        awaitCame("whole", "caught up", "0=1", "2=3");
    }

    @Test
    void aTopicThatWasMadeAnew_isReadFromItsBeginning() {
        end = 10;
        follower.start();
        var consumer = latest(1);
        give(consumer, 8, 8);
        give(consumer, 9, 9);
        awaitCame("part", "8=8", "9=9", "caught up");
        end = 1;
        kafka.make(Topic.MESSAGES);
        var next = latest(2);
        give(next, 0, 10);
        awaitCame("part", "8=8", "9=9", "caught up", "anew", "0=10");
    }

    @Test
    void aFailingConsumer_isReplaced_whereItWas() {
        follower.start();
        var consumer = latest(1);
        give(consumer, 0, 1);
        awaitCame("whole", "caught up", "0=1");
        end = 2;
        consumer.setPollException(new KafkaException("broken"));
        var next = latest(2);
        give(next, 1, 2);
        awaitCame("whole", "caught up", "0=1", "1=2");
        await().until(() -> follower.trouble().isEmpty());
    }
}
