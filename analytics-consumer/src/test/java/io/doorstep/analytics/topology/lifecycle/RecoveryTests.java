package io.doorstep.analytics.topology.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.topology.AbuseSetup;
import io.doorstep.analytics.topology.LearnerTopics;
import io.doorstep.analytics.topology.NumberFloor;
import io.doorstep.analytics.topology.Replay;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.tuning.TrialPolicy;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.events.Topic;
import io.doorstep.events.topics.FoundTopic;
import io.doorstep.support.kafka.Contact;
import io.doorstep.support.kafka.TopicsSeen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTests {
    private static final long NOW_MS = 1_000_000_500;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final String CLIENTS = FakeState.NAMES.changelog("learner-clients");
    private static final String REVISIONS = FakeState.NAMES.changelog("learner-revisions");
    private static final TopicPartition CONNECTIONS = new TopicPartition(Topic.CONNECTIONS.topicName(), 0);
    private static final TopicPartition VIOLATIONS = new TopicPartition(Topic.VIOLATIONS.topicName(), 0);
    private static final String LEARNER = "doorstep-learner-4711-StreamThread-1-consumer";
    private static final TopicsSeen SEEN = new TopicsSeen(Contact.ANSWERS, LearnerTopics.OURS.stream()
            .collect(Collectors.toMap(topic -> topic, _ -> new FoundTopic(new Uuid(1, 1), 1))), Map.of());

    private final FakeState state = new FakeState();
    private NumberFloor published = new NumberFloor(9, 9, 999_990_000);
    private final Recovery recovery = new Recovery(
            new TopologySettings(WINDOW, GRACE, TuningMode.OFF, TuningPolicy.DEFAULTS, TrialPolicy.DEFAULTS,
                    AbuseSetup.DEFAULTS, Path.of("unused")),
            () -> published, InstantSource.fixed(Instant.ofEpochMilli(NOW_MS)));
    private long nowNanos = 12345;

    @BeforeEach
    void haveRead() {
        state.committed.putAll(Map.of(CONNECTIONS, 100L, VIOLATIONS, 50L));
        state.offsetsAtAnyTime.putAll(Map.of(CONNECTIONS, 70L, VIOLATIONS, 60L));
    }

    private Optional<String> hindrance() throws Exception {
        return recovery.hindrance(state, SEEN, nowNanos);
    }

    private void lose(String topic) {
        state.topics.remove(topic);
        recovery.lost(Set.of(topic));
    }

    /** Turns of a second each, until streams may start; how many it took, or as many as were allowed. */
    private int turns(int most) throws Exception {
        for (int turn = 1; turn <= most; turn++) {
            if (hindrance().isEmpty()) {
                return turn;
            }
            nowNanos += TimeUnit.SECONDS.toNanos(1);
        }
        return most;
    }

    @Test
    void nothingIsReadAgain_whereNothingIsLost() throws Exception {
        assertThat(hindrance()).isEmpty();
        assertThat(state.rewinds).isEmpty();
        assertThat(recovery.replay()).isEqualTo(Replay.NONE);
        assertThat(state.topics.keySet()).isEqualTo(FakeState.NAMES.all());
    }

    @Test
    void openWindowsAreReadAgain_fromTheLatestThatIsPublished() throws Exception {
        lose(CLIENTS);
        assertThat(hindrance()).isEmpty();
        assertThat(state.askedMs).isEqualTo(999_990_000);
        assertThat(state.rewinds).containsExactly(Map.of(CONNECTIONS, 70L, VIOLATIONS, 50L));
        assertThat(state.topics.keySet()).doesNotContainAnyElementsOf(FakeState.NAMES.openWindows())
                .contains(REVISIONS);
        assertThat(recovery.replay())
                .isEqualTo(new Replay(NOW_MS, 999_990_000, Map.of(CONNECTIONS, 100L, VIOLATIONS, 50L)));
    }

    @Test
    void twoWindowsAreReadAgain_whereNothingIsKnownToBePublished() throws Exception {
        published = NumberFloor.NONE;
        lose(CLIENTS);
        assertThat(hindrance()).isEmpty();
        assertThat(state.askedMs).isEqualTo(999_970_000);
    }

    @Test
    void nothingIsReadAgain_whereNoOpenWindowIsLost() throws Exception {
        lose(REVISIONS);
        assertThat(hindrance()).isEmpty();
        assertThat(state.rewinds).isEmpty();
    }

    @Test
    void aTopicThatWasMadeAnew_isReadFromItsBeginning() throws Exception {
        recovery.madeAnew(List.of(CONNECTIONS));
        assertThat(hindrance()).isEmpty();
        assertThat(state.rewinds).containsExactly(Map.of(CONNECTIONS, 0L));
        assertThat(recovery.replay()).isEqualTo(Replay.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 14, 16, 120, 3600})
    void whatIsRefused_isTriedUntilItWorks(int seconds) throws Exception {
        state.refusal = new GroupAuthorizationException("not allowed");
        lose(CLIENTS);
        assertThat(turns(seconds)).isEqualTo(seconds);
        assertThat(hindrance()).hasValue("what was lost with a topic cannot be read again: "
                + "GroupAuthorizationException: not allowed");
        assertThat(recovery.replay()).isEqualTo(Replay.NONE);
        assertThat(state.topics).as("what is there is not dropped before").containsKey(FakeState.NAMES.repartition());
        long refused = recovery.refused();
        assertThat(refused).isEqualTo(state.rewinds.size()).isBetween(seconds / 6L, seconds + 1L);

        state.refusal = null;
        assertThat(turns(60)).as("the pauses have an end").isLessThanOrEqualTo(6);
        assertThat(state.committed).containsEntry(CONNECTIONS, 70L);
        assertThat(recovery.replay().id()).isEqualTo(NOW_MS);
        assertThat(recovery.refused()).isEqualTo(refused);
    }

    /** Clients that stay for ten minutes, with {@code L} for a learner. */
    @ParameterizedTest
    @CsvSource({"console-consumer", "'console-consumer,L'", "'doorstep-learner-4711,L'", "StreamThread"})
    void aReaderThatIsNoLearner_isWaitedFor(String readers) throws Exception {
        state.readers.addAll(List.of(readers.replace("L", LEARNER).split(",", -1)));
        lose(CLIENTS);
        assertThat(turns(600)).isEqualTo(600);
        assertThat(hindrance())
                .hasValueSatisfying(why -> assertThat(why).endsWith("somebody else reads in the learner's group"));
        state.readers.clear();
        assertThat(turns(60)).isLessThanOrEqualTo(6);
        assertThat(state.committed).containsEntry(CONNECTIONS, 70L);
    }

    @Test
    void whatAnotherLearnerHasReadAgain_isLeftToIt() throws Exception {
        lose(CLIENTS);
        state.topics.put(CLIENTS, Uuid.randomUuid());
        state.readers.add(LEARNER);
        assertThat(turns(14)).isEqualTo(14);
        assertThat(turns(60)).isLessThanOrEqualTo(7);
        assertThat(state.topics.keySet()).isEqualTo(FakeState.NAMES.all());
        assertThat(state.committed).containsEntry(CONNECTIONS, 100L);
        assertThat(recovery.replay()).isEqualTo(Replay.NONE);
    }

    @Test
    void streamsWait_untilKafkaHasDeletedWhatIsDropped() throws Exception {
        state.deletesAtOnce = false;
        lose(CLIENTS);
        assertThat(turns(100)).isEqualTo(100);
        assertThat(hindrance()).hasValueSatisfying(why -> assertThat(why).startsWith("Kafka has not deleted learner-")
                .endsWith(" yet"));
        assertThat(recovery.refused()).isZero();
        FakeState.NAMES.openWindows().forEach(name -> state.topics.put(name, Uuid.randomUuid()));
        assertThat(hindrance()).as("those that another learner has made anew are others").isEmpty();
        assertThat(state.rewinds).hasSize(1);
    }

    @Test
    void theNextLoss_isOneOfItsOwn() throws Exception {
        lose(CLIENTS);
        assertThat(hindrance()).isEmpty();
        recovery.started();
        FakeState.NAMES.all().forEach(name -> state.topics.put(name, Uuid.randomUuid()));
        assertThat(hindrance()).isEmpty();
        recovery.started();
        assertThat(state.rewinds).hasSize(1);
        lose(CLIENTS);
        assertThat(hindrance()).isEmpty();
        assertThat(state.rewinds).hasSize(2);
    }
}
