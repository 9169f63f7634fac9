package io.doorstep.support.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.Topic;
import io.doorstep.support.threads.ThreadSupervisor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicKeeperTests {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final FakeTopics kafka = new FakeTopics();
    private final TopicKeeper keeper = new TopicKeeper("[localhost:4711]", () -> kafka,
            EnumSet.of(Topic.MESSAGES, Topic.SIGNALS), new ThreadSupervisor());

    @AfterEach
    void stop() {
        keeper.stop();
    }

    private void awaitSeen(Predicate<TopicsSeen> state) throws InterruptedException {
        assertThat(keeper.await(state, SOON)).as("%s", keeper.seen()).isTrue();
    }

    private boolean hasBoth(TopicsSeen seen) {
        return seen.has(Topic.MESSAGES) && seen.has(Topic.SIGNALS);
    }

    @Test
    void topics_areMadeAtTheStart_andWheneverTheyAreMissing() throws InterruptedException {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        keeper.bindTo(meters);
        keeper.start();
        awaitSeen(this::hasBoth);
        assertThat(keeper.note()).as("they are new, and not anew").isEmpty();
        var before = keeper.seen().of(Topic.MESSAGES);
        kafka.there.remove(Topic.MESSAGES);
        awaitSeen(seen -> hasBoth(seen) && !seen.of(Topic.MESSAGES).equals(before));
        assertThat(keeper.trouble()).isEmpty();
        assertThat(keeper.note().orElseThrow()).contains("topic chat.messages was made anew");
        assertThat(meters.get("doorstep.topics.anew").tag("topic", "chat.messages").functionCounter().count())
                .isEqualTo(1);
        assertThat(meters.get("doorstep.topics.anew").tag("topic", "chat.signals").functionCounter().count()).isZero();
    }

    @Test
    void aTopicThatCannotBeMade_isTheTrouble_withItsReason_untilItIsThere() throws InterruptedException {
        kafka.make(Topic.SIGNALS);
        kafka.refusal = "not here";
        keeper.start();
        awaitSeen(seen -> "not here".equals(seen.missing().get(Topic.MESSAGES)));
        assertThat(keeper.trouble()).contains("topic chat.messages is missing and cannot be made (not here)");
        assertThat(keeper.seen().has(Topic.SIGNALS)).isTrue();
        kafka.make(Topic.MESSAGES);
        awaitSeen(this::hasBoth);
        assertThat(keeper.trouble()).isEmpty();
    }

    @Test
    void silence_isTheTrouble_onlyOnceKafkaHadTimeToAnswer() throws InterruptedException {
        kafka.answers = false;
        keeper.start();
        assertThat(keeper.seen().contact()).isEqualTo(Contact.CONNECTING);
        assertThat(keeper.trouble()).isEmpty();
        kafka.answers = true;
        awaitSeen(this::hasBoth);
        kafka.answers = false;
        awaitSeen(seen -> seen.contact() == Contact.SILENT);
        assertThat(keeper.trouble()).contains("Kafka does not answer at localhost:4711");
        assertThat(hasBoth(keeper.seen())).as("nothing is known to be gone").isTrue();
        kafka.answers = true;
        awaitSeen(seen -> seen.contact() == Contact.ANSWERS);
        assertThat(keeper.trouble()).isEmpty();
    }
}
