package io.doorstep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.LimitName;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import io.doorstep.events.Topic;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.LearnerProcess;
import io.doorstep.testing.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The learner as a process while Kafka's topics go from under its feet: it closes windows again, and says what is wrong.
 */
@ExtendWith(KafkaBrokerExtension.class)
class LearnerKafkaFaultsTests {

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    @SuppressWarnings("NullAway.Init")
    abstract static class OneLearner {
        LearnerStage stage;

        @BeforeAll
        void start(StoppableBroker broker, @TempDir Path data) throws IOException {
            stage = new LearnerStage(broker, data);
        }

        @AfterAll
        void stop() {
            stage.close();
        }
    }

    /** Of the contract: those that the learner reads or writes. */
    @Nested
    class WhenATopicIsDeleted extends OneLearner {
        @BeforeAll
        void pin() {
            Topics.publish(stage.broker(), new LimitsCommand("pin-1", Scope.DEFAULT, LimitsCommand.Action.PIN,
                    Map.of(LimitName.CONNECTIONS_PER_CLIENT, 7), null, null, "ada", null));
            requirePinned();
        }

        private void requirePinned() {
            try (Topics limits = Topics.fromTheBeginning(stage.broker(), Topic.LIMITS)) {
                limits.await("the pin", envelope -> envelope.event() instanceof LimitsRevised revised
                        && revised.limits().connectionsPerClient() == 7);
            }
        }

        @ParameterizedTest
        @Order(1)
        @EnumSource(names = {"CONNECTIONS", "LIMITS", "REVISION_LOG", "PATTERNS", "COMMANDS", "DEAD_LETTERS"})
        void windowsGoOn(Topic topic) throws Exception {
            stage.delete(List.of(topic.topicName()));
            stage.awaitNewWindow(LearnerStage.RECOVERY);
        }

        @Test
        @Order(2)
        void limitsInForce_areOnTheirTopicAgain() {
            requirePinned();
        }

        @Test
        @Order(3)
        void theLearnerLearns_andHasNotRepeatedItself() throws Exception {
            stage.awaitHealth("\"RUNNING\"", LearnerStage.RECOVERY);
            stage.requireQuiet(80);
        }
    }

    /** Of Kafka Streams: those that hold what was read of the open windows, and what the learner remembers. */
    @Nested
    class WhenATopicOfKafkaStreamsIsDeleted extends OneLearner {
        private static final String REPARTITION = "doorstep-learner-learner-parts-repartition";
        private static final String COUNTERS = "doorstep-learner-learner-counters-changelog";
        private static final String CLIENTS = "doorstep-learner-learner-clients-changelog";

        private static final List<String> ALL = List.of(REPARTITION, COUNTERS, CLIENTS);

        @ParameterizedTest
        @Order(1)
        @ValueSource(strings = {REPARTITION, COUNTERS, CLIENTS})
        void windowsGoOn(String topic) throws Exception {
            stage.delete(List.of(topic));
            stage.awaitNewWindow(LearnerStage.RECOVERY);
        }

        @Test
        @Order(2)
        void windowsGoOn_whereAllGoWhileTheLearnerIsAway() throws Exception {
            stage.kill();
            stage.delete(ALL);
            stage.startAgain();
            stage.awaitNewWindow(LearnerStage.START);
        }

        @Test
        @Tag("slow")
        @Order(3)
        void windowsGoOn_whereTwoLearnersFindAllGone(@TempDir Path second) throws Exception {
            try (LearnerProcess _ = stage.another(second)) {
                stage.delete(ALL);
                stage.awaitNewWindow(LearnerStage.RECOVERY);
            }
        }

        /** A consumer in the learner's group, of somebody who looks what the learner reads. */
        @Test
        @Order(4)
        void windowsAreWhole_whereSomebodyReadsInTheGroupForLong() throws Exception {
            stage.kill();
            stage.delete(ALL);
            try (KafkaConsumer<String, String> reader = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", stage.broker().bootstrapServers(), "group.id", "doorstep-learner",
                            "enable.auto.commit", false),
                    new StringDeserializer(), new StringDeserializer())) {
                reader.subscribe(List.of(Topic.PATTERNS.topicName()));
                await().atMost(LearnerStage.START).ignoreExceptionsInstanceOf(KafkaException.class).until(() -> {
                    reader.poll(Duration.ofMillis(200));
                    return !reader.assignment().isEmpty();
                });
                stage.beginAgain();
                stage.awaitHealth("somebody else reads in the learner's group", LearnerStage.START);
                await().atMost(Duration.ofMinutes(1)).until(() -> refusals() > 6);
            }
            stage.awaitNewWindow(LearnerStage.RECOVERY);
        }

        private double refusals() {
            return JsonMapper.shared()
                    .readTree(stage.learner().getAsOperator("/actuator/metrics/doorstep.learner.rewinds.refused"))
                    .at("/measurements/0/value").doubleValue();
        }

        @Test
        @Order(5)
        void eachEvent_isInOneWindow() throws Exception {
            stage.door().close();
            await().atMost(LearnerStage.RECOVERY).pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(SteadyDoor.attempts(stage.broker()))
                            .isEqualTo(SteadyDoor.published(stage.broker())));
            stage.awaitHealth("\"RUNNING\"", LearnerStage.RECOVERY);
            stage.requireQuiet(60);
        }
    }

    @Nested
    class WhenTheBrokerComesBackEmpty extends OneLearner {
        @Test
        @Order(1)
        void start_saysNothingOfKafka_whenKafkaIsWell() throws Exception {
            stage.awaitHealth("\"kafka_reachable\":true", LearnerStage.START);
            assertThat(stage.output()).doesNotContain("Kafka does not answer");
        }

        /** Windows of 1 s and a clock that is 15 s behind: whatever it publishes is in none of them. */
        @Test
        @Order(2)
        void eventsOfAnInstanceWhoseClockIsBehind_areLost_andLateIsWhy() {
            try (SteadyDoor slow = new SteadyDoor(stage.broker(), "chat-slow", Duration.ofSeconds(15))) {
                await().atMost(Duration.ofSeconds(30)).until(() -> slow.taken() > 100);
            }
            stage.awaitNewWindow(LearnerStage.RECOVERY);
            long lost = SteadyDoor.patterns(stage.broker()).values().stream().mapToLong(pattern -> pattern.lost())
                    .sum();
            assertThat(lost).isGreaterThan(50);
            assertThat(stage.learner().getAsOperator("/api/loss")).containsPattern(
                    "\"chat-slow\",\"arrived\":\\d+,\"lost\":[1-9]\\d*,\"late\":[1-9]");
        }

        @Test
        @Order(3)
        void windowsGoOn_andNothingIsWrongAfterwards() throws Exception {
            stage.broker().stop();
            stage.awaitHealth("Kafka does not answer at", Duration.ofSeconds(30));
            stage.broker().startEmpty();
            stage.awaitNewWindow(LearnerStage.RECOVERY);
            stage.awaitHealth("\"UP\"", LearnerStage.ALL_WELL);
            stage.requireQuiet(40);
        }
    }
}
