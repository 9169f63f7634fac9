package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.CommandAnswered;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitName;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionCommand;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Tier;
import io.doorstep.events.Topic;
import io.doorstep.events.Violation;
import io.doorstep.events.json.ClientKeyId;
import io.doorstep.events.json.DoorstepJson;
import io.doorstep.events.json.EventSerializer;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningLearner;
import io.doorstep.testing.topics.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** From an event that shows a suspect to what every door reads, on a real broker, through a restart and by an operator. */
@ExtendWith(KafkaBrokerExtension.class)
class SuspectOrderTests {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int MANY = 25;
    /** What is promised at the door, of which the way to it and from it needs a part. */
    private static final Duration AT_ONCE = Duration.ofMillis(1500);

    private long sequence;

    private void hammer(KafkaBroker broker, String client) {
        Event refused = new Violation(client, ErrorCode.RATE_LIMIT_EXCEEDED, MANY, LimitName.CONNECTION_RATE, 50,
                300_000, 60_000, "11", Tier.ANONYMOUS, null, 0);
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()),
                new StringSerializer(), new EventSerializer())) {
            var record = new ProducerRecord<>(Topic.VIOLATIONS.topicName(), client,
                    new EventEnvelope("door-1", ++sequence, Instant.now(), refused));
            ClientKeyId.put(record.headers(), refused, "3f9a01c7");
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Sanction awaitSanction(Topics sanctions, String client, SanctionStep step, long leaseAfterMs) {
        sanctions.await(client + " " + step, envelope -> isSo(envelope, client, step, leaseAfterMs));
        return sanctions.envelopes().stream().filter(envelope -> isSo(envelope, client, step, leaseAfterMs))
                .map(envelope -> (Sanction) envelope.event()).findFirst().orElseThrow();
    }

    private static boolean isSo(EventEnvelope envelope, String client, SanctionStep step, long leaseAfterMs) {
        return envelope.event() instanceof Sanction sanction && sanction.client().equals(client)
                && sanction.step() == step && sanction.leaseUntilMs() > leaseAfterMs;
    }

    private static HttpResponse<String> call(ConfigurableApplicationContext learner, String method, String path,
            String body) {
        URI uri = URI.create("http://127.0.0.1:"
                + learner.getEnvironment().getRequiredProperty("local.server.port") + path);
        try {
            return HTTP.send(HttpRequest.newBuilder(uri)
                    .header("Authorization",
                            "Basic " + Base64.getEncoder()
                                    .encodeToString("operator:test".getBytes(StandardCharsets.UTF_8)))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        return DoorstepJson.mapper().readTree(response.body());
    }

    private static void awaitRunning(ConfigurableApplicationContext learner) {
        await().until(() -> json(call(learner, "GET", "/api/status", "")).path("state").stringValue("")
                .equals("RUNNING"));
    }

    private static List<String> current(ConfigurableApplicationContext learner) {
        return json(call(learner, "GET", "/api/sanctions", "")).path("sanctions").valueStream()
                .map(one -> one.path("client").stringValue() + " " + one.path("step").stringValue()).toList();
    }

    @Test
    void suspect_isSanctionedAtOnce_renewed_andStillSoAfterARestart(StoppableBroker broker, @TempDir Path data) {
        Sanction banned;
        try (var learner = RunningLearner.start(broker, data); Topics sanctions = new Topics(broker, Topic.SANCTIONS)) {
            awaitRunning(learner);
            hammer(broker, "first");
            awaitSanction(sanctions, "first", SanctionStep.BANNED, 0);
            Instant shown = Instant.now();
            hammer(broker, "bad");
            banned = awaitSanction(sanctions, "bad", SanctionStep.BANNED, 0);
            assertThat(Duration.between(shown, Instant.now())).isLessThan(AT_ONCE);
            assertThat(banned.rule()).isEqualTo(SanctionRule.HAMMERING);
            assertThat(banned.leaseUntilMs() - banned.sinceMs()).as("three windows of 2 s").isBetween(6000L, 8000L);
            assertThat(awaitSanction(sanctions, "bad", SanctionStep.BANNED, banned.leaseUntilMs()))
                    .isEqualTo(banned.renewed(awaitSanction(sanctions, "bad", SanctionStep.BANNED,
                            banned.leaseUntilMs()).leaseUntilMs()));
            await().until(() -> current(learner).containsAll(List.of("bad banned", "first banned")));
        }
        long gone = System.currentTimeMillis();
        try (Topics sanctions = new Topics(broker, Topic.SANCTIONS); var learner = RunningLearner.start(broker, data)) {
            Sanction renewed = awaitSanction(sanctions, "bad", SanctionStep.BANNED, gone + 6000);
            assertThat(renewed).isEqualTo(banned.renewed(renewed.leaseUntilMs()));
            await().until(() -> current(learner).contains("bad banned"));
        }
    }

    @Test
    void operatorsOrders_reachTheClientsPartition_andAreOnRecord(StoppableBroker broker, @TempDir Path data) {
        try (var learner = RunningLearner.start(broker, data);
                Topics topics = new Topics(broker, Topic.SANCTIONS, Topic.COMMANDS, Topic.REVISION_LOG)) {
            awaitRunning(learner);
            for (String client : List.of("a", "b", "c")) {
                HttpResponse<String> imposed = call(learner, "POST", "/api/sanctions", "{\"client\":\"" + client
                        + "\",\"step\":\"banned\",\"for\":\"1h\",\"reason\":\"a scraper\"}");
                assertThat(imposed.statusCode()).as(imposed.body()).isEqualTo(200);
                assertThat(json(imposed).path("scope").stringValue()).isEqualTo("client:" + client);
                Sanction sanction = awaitSanction(topics, client, SanctionStep.BANNED, 0);
                assertThat(sanction.by()).isEqualTo("operator");
                assertThat(sanction.reason()).isEqualTo("a scraper");
            }
            await().until(() -> current(learner).containsAll(List.of("a banned", "b banned", "c banned")));
            HttpResponse<String> lifted = call(learner, "DELETE", "/api/sanctions?client=b&reason=an%20error", "");
            assertThat(lifted.statusCode()).as(lifted.body()).isEqualTo(200);
            awaitSanction(topics, "b", SanctionStep.LIFTED, 0);
            await().until(() -> current(learner).equals(List.of("c banned", "a banned")));
            assertThat(topics.await(SanctionCommand.class, 4)).extracting(SanctionCommand::client)
                    .containsExactly("a", "b", "c", "b");
            assertThat(topics.await(CommandAnswered.class, 4)).allMatch(CommandAnswered::accepted);
        }
    }
}
