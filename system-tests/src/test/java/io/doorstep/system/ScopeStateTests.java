package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsConfigured;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.service.RunningLearner;
import io.doorstep.testing.topics.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The learner's limits in the hands of operators, as the door enforces them. */
@ExtendWith(KafkaBrokerExtension.class)
class ScopeStateTests {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void operators_haveTheLimitsInHand_onAllInstances_andOverARestart(StoppableBroker broker, @TempDir Path data) {
        try (RunningChat chat = RunningChat.with(RunningChat.at(broker))) {
            try (var learner = RunningLearner.start(broker, data)) {
                awaitLearning(learner);
                JsonNode pinned = done(post(learner, "pin", "k-1", """
                        {"numbers":{"connections_per_client":7},"expected_revision":0,"reason":"a sale"}"""));
                long first = pinned.path("revision").longValue();
                assertThat(first).isEqualTo(1);
                awaitInForce(chat, first, 7);

                HttpResponse<String> stale = post(learner, "pin", "k-2",
                        "{\"numbers\":{\"connections_per_client\":8},\"expected_revision\":0}");
                assertThat(stale.statusCode()).as(stale.body()).isEqualTo(409);
                assertThat(stale.body()).contains("revision 1 of default is in force, not 0");

                assertThat(done(post(learner, "pin", "k-1", """
                        {"numbers":{"connections_per_client":7},"expected_revision":0,"reason":"a sale"}""")))
                        .as("the same command again").isEqualTo(pinned);
                long second = done(post(learner, "pin", "k-3", "{\"numbers\":{\"connections_per_client\":9}}"))
                        .path("revision").longValue();
                assertThat(second).isEqualTo(2);
                awaitInForce(chat, second, 9);

                awaitInForce(chat, done(post(learner, "rollback", "k-4", "{}")).path("revision").longValue(), 7);
                assertThat(post(learner, "thaw", "k-5", "").statusCode()).isEqualTo(409);

                Topics.publish(broker, new LimitsConfigured("chat-other", 0,
                        Limits.DEFAULTS.with(LimitName.MESSAGE_RATE, 12), 5, 1000, 8, 1000, 1_800_000));
                await().untilAsserted(() -> assertThat(get(learner, "/api/status").body()).contains(
                        "differ in doorstep.limits.message-rate.limit: 12 on chat-other, 30 on chat-"));
            }
            try (var learner = RunningLearner.start(broker, data)) {
                awaitLearning(learner);
                JsonNode scope = json(get(learner, "/api/limits/default"));
                assertThat(scope.at("/in_force/hold").stringValue()).as("pins survive").isEqualTo("pinned");
                assertThat(scope.at("/in_force/revision").longValue()).isEqualTo(3);
                assertThat(json(get(learner, "/api/commands/k-3")).path("accepted").booleanValue()).isTrue();
                assertThat(post(learner, "pin", "k-1",
                        "{\"numbers\":{\"connections_per_client\":1}}").body())
                        .contains("this id was that of another command");

                done(post(learner, "unpin", "k-6", ""));
                done(post(learner, "freeze", "k-7", ""));
                assertThat(done(post(learner, "freeze", "k-8", "")).path("reason").stringValue())
                        .isEqualTo("frozen already");
                done(post(learner, "thaw", "k-9", ""));
                long last = done(post(learner, "rollback", "k-10", "{\"to_revision\":0}")).path("revision")
                        .longValue();
                awaitInForce(chat, last, 25);

                JsonNode page = json(get(learner, "/api/limits/default/revisions?limit=3"));
                assertThat(page.path("revisions").size()).isEqualTo(3);
                assertThat(page.at("/revisions/0/kind").stringValue()).isEqualTo("rolled_back");
                assertThat(page.path("next_before").longValue())
                        .isEqualTo(page.at("/revisions/2/revision").longValue());
            }
        }
    }

    @Test
    void numbersBelowTheConfiguredOnes_areDroppedByTheDoor_whenTheLearnerStops(StoppableBroker broker,
            @TempDir Path data) {
        try (RunningChat chat = RunningChat.with(RunningChat.at(broker))) {
            long frozen;
            try (var learner = RunningLearner.start(broker, data)) {
                awaitLearning(learner);
                done(post(learner, "pin", "l-1", "{\"numbers\":{\"connections_per_client\":7}}"));
                done(post(learner, "unpin", "l-2", ""));
                frozen = done(post(learner, "freeze", "l-3", "")).path("revision").longValue();
                awaitInForce(chat, frozen, 7);
                Instant first = leaseUntil(chat);
                await().untilAsserted(() -> assertThat(leaseUntil(chat)).as("renewed").isAfter(first));
                assertThat(health(chat).path("status").stringValue()).isEqualTo("UP");
            }
            await().untilAsserted(() -> assertThat(health(chat).path("reasons").toString())
                    .contains("the learner is silent: it was to renew revision " + frozen + " of default by "));
            awaitInForce(chat, frozen, 25);
            assertThat(health(chat).path("status").stringValue()).isEqualTo("DEGRADED");
            assertThat(health(chat).path("reasons").toString()).contains("have lapsed");
        }
    }

    private static JsonNode health(RunningChat chat) {
        return RunningChat.json(chat.get("/api/health"));
    }

    private static Instant leaseUntil(RunningChat chat) {
        return Instant.parse(chat.status().at("/limits/scopes/0/lease_until").stringValue());
    }

    @Test
    void stream_tellsOfCommands_andOfWhatWasMissed(StoppableBroker broker, @TempDir Path data) throws Exception {
        try (var learner = RunningLearner.start(broker, data)) {
            Topics.configure(broker);
            awaitLearning(learner);
            String id;
            try (BufferedReader stream = stream(learner, "")) {
                stream.readLine();
                done(post(learner, "freeze", "s-1", ""));
                assertThat(next(stream, "event:revision")).contains("\"kind\":\"frozen\"");
                id = next(stream, "id:");
                assertThat(next(stream, "data:")).contains("\"id\":\"s-1\"");
            }
            done(post(learner, "thaw", "s-2", ""));
            try (BufferedReader stream = stream(learner, id)) {
                assertThat(next(stream, "event:revision")).contains("\"kind\":\"thawed\"");
                assertThat(next(stream, "event:command")).contains("\"id\":\"s-2\"");
            }
        }
    }

    @Test
    void commands_are503_whileKafkaIsAway(StoppableBroker broker, @TempDir Path data) {
        try (var learner = RunningLearner.start(broker, data)) {
            Topics.configure(broker);
            awaitLearning(learner);
            done(post(learner, "freeze", "a-1", ""));
            broker.stop();
            HttpResponse<String> refused = post(learner, "thaw", "a-2", "");
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            broker.start();
            await().pollInterval(Duration.ofMillis(500))
                    .until(() -> post(learner, "thaw", "a-2", "").statusCode() == 200);
        }
    }

    private void awaitLearning(ConfigurableApplicationContext learner) {
        await()
                .until(() -> json(get(learner, "/api/status")).path("state").stringValue("").equals("RUNNING")
                        && json(get(learner, "/api/limits")).at("/in_force/default").isObject());
    }

    private static void awaitInForce(RunningChat chat, long revision, int sockets) {
        await().untilAsserted(() -> {
            assertThat(chat.status().at("/limits/revision").longValue()).isEqualTo(revision);
            assertThat(chat.status().at("/connection_pool/max_per_ip").intValue()).isEqualTo(sockets);
        });
    }

    private static JsonNode done(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return RunningChat.json(response);
    }

    /** What comes with the next line that starts so, up to the end of its event. */
    private static String next(BufferedReader stream, String start) throws IOException {
        String line = stream.readLine();
        while (!line.startsWith(start)) {
            line = stream.readLine();
        }
        return start.startsWith("event:") ? stream.readLine() : line.substring(line.indexOf(':') + 1);
    }

    private BufferedReader stream(ConfigurableApplicationContext learner, String lastEventId) throws Exception {
        var request = HttpRequest.newBuilder(uri(learner, "/api/stream")).header("Authorization", login());
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new BufferedReader(new InputStreamReader(
                http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8));
    }

    private HttpResponse<String> post(ConfigurableApplicationContext learner, String action, String id, String body) {
        return send(HttpRequest.newBuilder(uri(learner, "/api/limits/default/" + action))
                .header("Idempotency-Key", id).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(ConfigurableApplicationContext learner, String path) {
        return send(HttpRequest.newBuilder(uri(learner, path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.header("Authorization", login()).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URI uri(ConfigurableApplicationContext learner, String path) {
        return URI.create("http://127.0.0.1:"
                + learner.getEnvironment().getRequiredProperty("local.server.port") + path);
    }

    private static String login() {
        return "Basic " + Base64.getEncoder().encodeToString("operator:test".getBytes(StandardCharsets.UTF_8));
    }
}
