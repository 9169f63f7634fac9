package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RateLimit;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import io.doorstep.events.Topic;
import io.doorstep.events.WouldReject;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** A revision reaches every instance, whenever it starts, and what it tries in shadow refuses nobody. */
@ExtendWith({KafkaBrokerExtension.class, OutputCaptureExtension.class})
class RevisionTests {
    private static Limits limits(int connections, int perClient) {
        return Limits.DEFAULTS.withConnectionRate(RateLimit.of(connections, Duration.ofMinutes(5)))
                .withConnectionsPerClient(perClient);
    }

    private static void revise(KafkaBroker broker, long revision, Limits limits, @Nullable Limits candidate) {
        Topics.publish(broker, new LimitsRevised(Scope.DEFAULT, revision, revision - 1, limits, "learner", "test",
                List.of(), candidate == null ? RevisionKind.ENFORCED : RevisionKind.TRIED, candidate, null));
    }

    private static long revision(RunningChat chat) {
        return chat.status().at("/limits/revision").longValue();
    }

    private static JsonNode scope(RunningChat chat) {
        return chat.status().at("/limits/scopes/0");
    }

    private static String metric(RunningChat chat, String line) {
        return chat.operate("GET", "/actuator/prometheus", "").body().lines().filter(it -> it.startsWith(line))
                .findFirst().orElseThrow();
    }

    @Test
    void aCandidate_isTriedOnAllInstances_andRefusesNobody_untilItIsEnforced(StoppableBroker broker) {
        List<Visitor> visitors = new ArrayList<>();
        try (RunningChat first = RunningChat.with(RunningChat.at(broker), "doorstep.limits.floor=1");
                RunningChat second = RunningChat.with(RunningChat.at(broker), "doorstep.limits.floor=1");
                Topics topics = new Topics(broker, Topic.VIOLATIONS, Topic.CONNECTIONS)) {
            visitors.add(Visitor.decided(first.socket("11", "a")));
            visitors.add(Visitor.decided(first.socket("11", "a")));
            revise(broker, 1, limits(40, 20), limits(3, 3));
            for (RunningChat chat : List.of(first, second)) {
                await().until(() -> revision(chat) == 1);
                assertThat(scope(chat).path("kind").stringValue()).isEqualTo("tried");
                assertThat(scope(chat).at("/limits/connection_rate/limit").intValue()).isEqualTo(40);
                assertThat(scope(chat).at("/candidate/connection_rate/limit").intValue()).isEqualTo(3);
                JsonNode endpoint = RunningChat.json(chat.operate("GET", "/actuator/doorstep", ""));
                assertThat(endpoint.at("/limits/scopes/0/candidate/connections_per_client").intValue()).isEqualTo(3);
            }
            for (int i = 0; i < 3; i++) {
                visitors.add(Visitor.decided(first.socket("11", "a")));
            }
            assertThat(visitors).allSatisfy(
                    visitor -> assertThat(visitor.frame(0).path("type").stringValue()).isEqualTo("connected"));
            await().untilAsserted(() -> {
                List<WouldReject> would = topics.await(WouldReject.class, 2);
                for (LimitName name : List.of(LimitName.CONNECTION_RATE, LimitName.CONNECTIONS_PER_CLIENT)) {
                    assertThat(would.stream().filter(event -> event.limitName() == name)
                            .mapToLong(WouldReject::count).sum()).as("the two past the third").isEqualTo(2);
                }
                assertThat(would).allMatch(event -> event.limit() == 3 && event.limitsRevision() == 1
                        && "11".equals(event.productId()));
            });
            assertThat(metric(first, "doorstep_admission_would_reject_total{limit=\"connection_rate\""))
                    .endsWith("2.0");
            assertThat(RunningChat.json(first.operate("GET", "/api/debug/clients/127.0.0.1", ""))
                    .at("/connection_rate/would_reject").intValue()).isEqualTo(2);

            revise(broker, 2, limits(3, 20), null);
            await().until(() -> revision(first) == 2);
            visitors.add(Visitor.decided(first.socket("11", "a")));
            assertThat(visitors.getLast().frame(0).path("code").stringValue()).as("by a limiter that was there before")
                    .isEqualTo("RATE_LIMIT_EXCEEDED");
        } finally {
            visitors.forEach(Visitor::close);
        }
    }

    @Test
    void activity_tellsTheSessionsInTheWindowOfTheirLimit(KafkaBroker broker) {
        try (Topics topics = activity(broker)) {
            assertThat(topics.await(ConnectionActivity.class, 1))
                    .anyMatch(activity -> Integer.valueOf(2).equals(activity.sessionsInLimitWindow()));
        }
    }

    /** Of a service that is gone, so that its minutes are over. */
    private static Topics activity(KafkaBroker broker) {
        try (RunningChat chat = RunningChat.with(RunningChat.at(broker), "doorstep.events.stop-within=10s")) {
            await().until(() -> chat.status().at("/events/kafka_connected").booleanValue());
            Topics topics = new Topics(broker, Topic.CONNECTIONS);
            for (int i = 0; i < 2; i++) {
                assertThat(chat.post("/api/chat/sessions", "{\"product_id\":\"11\"}").statusCode()).isEqualTo(201);
            }
            return topics;
        }
    }

    @Test
    void whoStarts_servesWithWhatWasRevisedBefore_andKeepsIt_whenKafkaGoes(StoppableBroker broker,
            CapturedOutput output) {
        try (RunningChat before = RunningChat.with(RunningChat.at(broker))) {
            Topics.publish(broker, new LimitsRevised(Scope.DEFAULT, 7, 6, limits(40, 20), "learner", "test",
                    List.of()));
            await().until(() -> revision(before) == 7);
            try (RunningChat chat = RunningChat.with(RunningChat.at(broker))) {
                assertThat(revision(chat)).as("with the first answer").isEqualTo(7);
                assertThat(chat.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
                revise(broker, 6, limits(30, 20), null);
                revise(broker, 8, limits(41, 20), null);
                await().until(() -> revision(chat) == 8);
                broker.stop();
                try (Visitor _ = Visitor.decided(chat.socket("11", "a"))) {
                    await().until(() -> health(chat).contains("Kafka does not answer"));
                }
                assertThat(scope(chat).at("/limits/connection_rate/limit").intValue()).isEqualTo(41);
            }
        }
        assertThat(output).doesNotContain("Kafka has not told the revised limits");
        try (RunningChat late = RunningChat.with(RunningChat.at(broker), "doorstep.limits.bootstrap-within=300ms")) {
            assertThat(output).containsOnlyOnce("Kafka has not told the revised limits within 300 ms");
            assertThat(revision(late)).isZero();
            assertThat(health(late)).contains("the revised limits have not been read yet");
            broker.start();
            await().until(() -> revision(late) == 8);
            await().until(() -> !health(late).contains("revised limits"));
        }
    }

    private static String health(RunningChat chat) {
        return RunningChat.json(chat.get("/api/health")).path("reasons").toString();
    }
}
