package io.doorstep.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.InstanceEnded;
import io.doorstep.events.Scope;
import io.doorstep.events.Topic;
import io.doorstep.events.UsagePattern;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.ChatProcess;
import io.doorstep.testing.service.RunningLearner;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What never reached Kafka, as the learner tells it. */
@ExtendWith(KafkaBrokerExtension.class)
class LossTests {
    private static final String[] ROOMY = {"doorstep.limits.connection-rate.limit=1000000",
            "doorstep.limits.ceiling=1000000"};
    /** A killed service may lose the last second. */
    private static final long LOST_WITHIN = Duration.ofMillis(1500).toNanos();

    private static JsonNode loss(ConfigurableApplicationContext learner) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String port = learner.getEnvironment().getRequiredProperty("local.server.port");
            String operator = Base64.getEncoder().encodeToString("operator:test".getBytes(
                    UTF_8));
            return JsonMapper.shared().readTree(http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/loss"))
                            .header("Authorization", "Basic " + operator).build(),
                    BodyHandlers.ofString()).body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode loss(ConfigurableApplicationContext learner, String source) {
        return loss(learner).path("sources").valueStream()
                .filter(one -> one.path("source").stringValue().equals(source)).findFirst()
                .orElseGet(JsonMapper.shared()::createObjectNode);
    }

    /** Visitors come and go until the service is there no more. */
    private static void visit(ChatProcess chat, List<Long> visits) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                visits.add(System.nanoTime());
                Visitor.decided(chat.socket("11", "a")).close();
            }
        } catch (RuntimeException | AssertionError _) {
            // It has been killed.
        }
    }

    /** Right after the disk has been written to, so that what comes then is in memory alone for a while. */
    private static void awaitSomethingToLose(Path spool, List<Long> visits) throws IOException {
        Path file = spool.resolve("spool-0.mv");
        FileTime before = Files.getLastModifiedTime(file);
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2))
                .until(() -> !Files.getLastModifiedTime(file).equals(before));
        int written = visits.size();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> visits.size() > written + 8);
    }

    private static void awaitKafka(ChatProcess chat) {
        await().until(() -> chat.health().contains("\"reasons\":[]"));
    }

    private static List<EventEnvelope> of(Topics topics, String source) {
        return topics.envelopes().stream().filter(envelope -> envelope.source().equals(source)).toList();
    }

    @Test
    void whatAKilledServiceTookWithIt_isCounted_whenItIsStartedAgain(StoppableBroker broker, @TempDir Path data,
            @TempDir Path learned) throws IOException {
        Path spool = Files.createDirectories(data.resolve("spool"));
        List<Long> visits = new CopyOnWriteArrayList<>();
        try (ConfigurableApplicationContext learner = RunningLearner.start(broker, learned);
                Topics topics = new Topics(broker, Topic.CONNECTIONS, Topic.PATTERNS)) {
            long killedNanos;
            try (ChatProcess chat = ChatProcess.start(data, broker, ROOMY)) {
                awaitKafka(chat);
                IntStream.range(0, 4).forEach(_ -> Thread.startVirtualThread(() -> visit(chat, visits)));
                await().until(() -> visits.size() > 20);
                broker.stop();
                awaitSomethingToLose(spool, visits);
                chat.kill();
                killedNanos = System.nanoTime();
            }
            String source;
            try (var marks = Files.list(spool)) {
                source = marks.map(Path::toString).filter(name -> name.contains(".last."))
                        .map(name -> name.replaceFirst(".*\\.last\\.", "")).findFirst().orElseThrow();
            }
            broker.start();
            try (ChatProcess chat = ChatProcess.start(data, broker, ROOMY)) {
                awaitKafka(chat);
                InstanceEnded end = topics.await(InstanceEnded.class, 1).getFirst();
                assertThat(end).extracting(InstanceEnded::instance, InstanceEnded::clean).containsExactly(source,
                        false);
                long missing = end.lastSequence() - of(topics, source).size();
                assertThat(missing).as("%s", of(topics, source).size()).isBetween(1L,
                        2 * visits.stream().filter(at -> killedNanos - at < LOST_WITHIN).count());
                await().untilAsserted(() -> {
                    JsonNode told = loss(learner, source);
                    assertThat(told.path("ended").stringValue("")).isEqualTo("killed");
                    // What came too late for its window counts as lost, too.
                    assertThat(told.path("lost").longValue() - told.path("late").longValue()).isEqualTo(missing);
                    assertThat(told.path("arrived").longValue()).isEqualTo(of(topics, source).size());
                });
                Visitor.decided(chat.socket("11", "a")).close();
                topics.await("a pattern that says so", envelope -> envelope.event() instanceof UsagePattern pattern
                        && pattern.scope().equals(Scope.DEFAULT) && pattern.lost() >= missing);
            }
        }
    }
}
