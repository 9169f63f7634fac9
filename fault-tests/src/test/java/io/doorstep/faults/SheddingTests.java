package io.doorstep.faults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.Shed;
import io.doorstep.events.Topic;
import io.doorstep.events.Violation;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.machine.Alone;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.RawSocket;
import io.doorstep.testing.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is told why, and who is turned away without, when more are refused than can be explained. */
@Alone
@ExtendWith(KafkaBrokerExtension.class)
class SheddingTests {
    private static final String PATH = "/ws/chat/customer/11/s";
    private static final String WORST = "127.0.0.1";
    private static final int BUDGET = 5;
    private static final int FLOOD_ADDRESSES = 100;
    private static final int FLOOD_ATTEMPTS = 40;
    private static final String[] SETTINGS = {"doorstep.flood.explanations-per-second=" + BUDGET,
            "doorstep.limits.connection-rate.limit=1"};

    private enum Outcome {
        ADMITTED,
        EXPLAINED,
        SHED
    }

    private static Outcome attempt(RunningChat chat, String from) {
        return attempt(chat, from, PATH);
    }

    private static Outcome attempt(RunningChat chat, String from, String path) {
        try (RawSocket socket = RawSocket.from(from, chat.port())) {
            String status = socket.upgrade(path);
            if (status.contains(" 503")) {
                assertThat(socket.header("Retry-After").map(Integer::valueOf)).hasValueSatisfying(
                        seconds -> assertThat(seconds).isBetween(5, 10));
                assertThat(socket.header("Content-Type")).contains("application/problem+json");
                JsonNode problem = JsonMapper.shared().readTree(socket.readRest());
                assertThat(problem.path("status").intValue()).isEqualTo(503);
                assertThat(problem.path("detail").stringValue()).isNotBlank();
                return Outcome.SHED;
            }
            assertThat(status).contains(" 101");
            return socket.readFrame().text().contains("\"type\":\"connected\"") ? Outcome.ADMITTED : Outcome.EXPLAINED;
        }
    }

    private static List<Outcome> attempts(RunningChat chat, int count) {
        return IntStream.range(0, count).mapToObj(_ -> attempt(chat, WORST)).toList();
    }

    private static long count(List<Outcome> outcomes, Outcome outcome) {
        return outcomes.stream().filter(outcome::equals).count();
    }

    @Test
    void theWorstNetworkIsShed_pastTheBudget_andNobodyElse() {
        try (RunningChat chat = RunningChat.with(SETTINGS)) {
            assertThat(attempt(chat, WORST)).isEqualTo(Outcome.ADMITTED);
            List<Outcome> outcomes = attempts(chat, 40);
            assertThat(outcomes.subList(0, BUDGET)).containsOnly(Outcome.EXPLAINED);
            assertThat(count(outcomes, Outcome.SHED)).isPositive();
            assertThat(attempt(chat, "127.1.0.1")).isEqualTo(Outcome.ADMITTED);
            assertThat(attempt(chat, "127.2.0.1", "/ws/chat/customer/11/not%20valid")).isEqualTo(Outcome.EXPLAINED);
            JsonNode stats = chat.status().at("/rate_limiter/stats");
            assertThat(stats.path("shed").longValue()).isEqualTo(count(outcomes, Outcome.SHED));
            assertThat(stats.path("connections_rate_limited").longValue())
                    .isEqualTo(count(outcomes, Outcome.EXPLAINED));
            await().pollInterval(Duration.ofMillis(500))
                    .until(() -> attempt(chat, WORST) == Outcome.EXPLAINED);
        }
    }

    @Test
    void theEventsAddUp_toWhatTheSocketsSaw(KafkaBroker broker) {
        List<Outcome> outcomes = new ArrayList<>();
        try (Topics topics = eventsOfAChatThatIsTriedOften(broker, outcomes)) {
            await().untilAsserted(() -> {
                topics.await(Shed.class, 1);
                assertThat(topics.of(Shed.class).stream().mapToLong(Shed::count).sum())
                        .isEqualTo(count(outcomes, Outcome.SHED));
                assertThat(topics.of(Violation.class).stream().mapToLong(Violation::count).sum())
                        .isEqualTo(count(outcomes, Outcome.EXPLAINED));
            });
            assertThat(topics.envelopes()).hasSizeLessThan(20);
            assertThat(topics.of(Shed.class)).extracting(Shed::prefix).containsOnly(topics.of(Shed.class).getFirst()
                    .prefix()).noneMatch(prefix -> prefix.contains("127"));
        }
    }

    @Test
    void aFloodFromManyAddresses_isAFewHundredEventsASecondAtMost_andTheyAddUp(KafkaBroker broker) {
        List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
        try (Topics topics = eventsOfAFlood(broker, outcomes)) {
            long refused = outcomes.size() - count(outcomes, Outcome.ADMITTED);
            assertThat(refused).isGreaterThanOrEqualTo((long) (FLOOD_ATTEMPTS - 1) * FLOOD_ADDRESSES);
            await().untilAsserted(() -> {
                topics.await(Violation.class, 1);
                assertThat(topics.of(Violation.class).stream().mapToLong(Violation::count).sum()
                        + topics.of(Shed.class).stream().mapToLong(Shed::count).sum()).isEqualTo(refused);
            });
            assertThat(topics.envelopes().stream()
                    .collect(groupingBy(envelope -> envelope.time().getEpochSecond(), counting())).values())
                    .allMatch(perSecond -> perSecond <= 2 * FLOOD_ADDRESSES);
            assertThat(topics.envelopes().size()).isLessThan((int) refused);
        }
    }

    /** The chat has stopped: what it has not published by now never comes. */
    private static Topics eventsOfAFlood(KafkaBroker broker, List<Outcome> outcomes) {
        try (RunningChat chat = RunningChat.with(SETTINGS[1], RunningChat.at(broker),
                "doorstep.events.stop-within=10s")) {
            Topics topics = new Topics(broker, Topic.VIOLATIONS);
            try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
                IntStream.rangeClosed(1, FLOOD_ADDRESSES).forEach(number -> all.execute(() -> {
                    for (int i = 0; i < FLOOD_ATTEMPTS; i++) {
                        outcomes.add(attempt(chat, "127.3.0." + number));
                    }
                }));
            }
            return topics;
        }
    }

    /** The chat has stopped: what it has not published by now never comes. */
    private static Topics eventsOfAChatThatIsTriedOften(KafkaBroker broker, List<Outcome> outcomes) {
        try (RunningChat chat = RunningChat.with(SETTINGS[0], SETTINGS[1], RunningChat.at(broker),
                "doorstep.events.stop-within=10s")) {
            Topics topics = new Topics(broker, Topic.VIOLATIONS);
            attempt(chat, WORST);
            outcomes.addAll(attempts(chat, 200));
            return topics;
        }
    }
}
