package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The learner as a process while Kafka's topics go from under its feet: it closes windows again, and says what is wrong. */
@ExtendWith(KafkaBrokerExtension.class)
class LearnerKafkaFaultsTests {
    /** From the fault to a window that began after it. */
    private static final Duration RECOVERY = Duration.ofSeconds(45);
    private static final Duration START = Duration.ofSeconds(60);
    /** Something is shown for a minute after it has passed. */
    private static final Duration ALL_WELL = Duration.ofSeconds(90);
    private static final String[] SETTINGS = {"doorstep.tuning.window=2s", "doorstep.operator.password=test"};
    private static final String HEALTH = "/actuator/health/details/learner";

    private static void delete(KafkaBroker broker, String... topics)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(List.of(topics)).all().get();
        }
    }

    private static List<String> log(Path data) throws IOException {
        return Files.readAllLines(data.resolve("output")).stream()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR ")).toList();
    }

    /** At most one line of a cause and minute, in a run of few minutes; with a few causes a fault. */
    private static void requireQuiet(Path data, int most) throws IOException {
        assertThat(log(data)).hasSizeLessThan(most);
        Map<String, Long> byCause = log(data).stream().collect(Collectors.groupingBy(
                line -> line.substring(Math.min(line.length(), 30)).replaceAll("[\\d]+", "#"), Collectors.counting()));
        assertThat(byCause).allSatisfy((cause, times) -> assertThat(times).as(cause).isLessThanOrEqualTo(4));
    }

    @Test
    void windowsGoOn_whateverTopicIsDeleted(StoppableBroker broker, @TempDir Path data) throws Exception {
        try (LearnerProcess learner = LearnerProcess.start(data, broker, SETTINGS);
                SteadyDoor _ = new SteadyDoor(broker, "chat-steady", Duration.ZERO)) {
            SteadyDoor.awaitNewWindow(broker, START);
            for (Topic topic : List.of(Topic.CONNECTIONS, Topic.LIMITS, Topic.BOOK, Topic.PATTERNS, Topic.COMMANDS,
                    Topic.DEAD_LETTERS)) {
                delete(broker, topic.topicName());
                SteadyDoor.awaitNewWindow(broker, RECOVERY);
            }
            learner.awaitAnswerToOperator(HEALTH, "\"UP\"", ALL_WELL);
            requireQuiet(data, 80);
        }
    }

    @Test
    void windowsGoOn_whenTheBrokerComesBackEmpty(StoppableBroker broker, @TempDir Path data) throws Exception {
        try (LearnerProcess learner = LearnerProcess.start(data, broker, SETTINGS);
                SteadyDoor _ = new SteadyDoor(broker, "chat-steady", Duration.ZERO)) {
            SteadyDoor.awaitNewWindow(broker, START);
            broker.stop();
            learner.awaitAnswerToOperator(HEALTH, "Kafka does not answer at", Duration.ofSeconds(30));
            broker.startEmpty();
            SteadyDoor.awaitNewWindow(broker, RECOVERY);
            learner.awaitAnswerToOperator(HEALTH, "\"UP\"", ALL_WELL);
            requireQuiet(data, 40);
        }
    }

    @Test
    void start_saysNothingOfKafka_whenKafkaIsWell(StoppableBroker broker, @TempDir Path data) throws Exception {
        try (LearnerProcess learner = LearnerProcess.start(data, broker, SETTINGS)) {
            learner.awaitAnswerToOperator(HEALTH, "\"kafka_reachable\":true", START);
            assertThat(Files.readString(data.resolve("output"))).doesNotContain("Kafka does not answer");
        }
    }

    /** Windows of 2 s and a clock that is 15 s behind: whatever it publishes is in none of them. */
    @Test
    void eventsOfAnInstanceWhoseClockIsBehind_areLost_andLateIsWhy(StoppableBroker broker, @TempDir Path data)
            throws Exception {
        try (LearnerProcess learner = LearnerProcess.start(data, broker, SETTINGS);
                SteadyDoor _ = new SteadyDoor(broker, "chat-steady", Duration.ZERO);
                SteadyDoor slow = new SteadyDoor(broker, "chat-slow", Duration.ofSeconds(15))) {
            SteadyDoor.awaitNewWindow(broker, START);
            long already = slow.taken();
            await().atMost(Duration.ofSeconds(30)).until(() -> slow.taken() > already + 100);
            SteadyDoor.awaitNewWindow(broker, RECOVERY);
            long lost = SteadyDoor.patterns(broker).values().stream().mapToLong(pattern -> pattern.lost()).sum();
            assertThat(lost).isGreaterThan(50);
            assertThat(learner.getAsOperator("/api/loss")).contains("\"chat-slow\"").containsPattern(
                    "\"chat-slow\",\"arrived\":\\d+,\"lost\":[1-9]\\d*,\"late\":[1-9]");
        }
    }
}
