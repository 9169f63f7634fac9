package io.doorstep.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.analytics.topology.status.LearnerStatus;
import io.doorstep.events.Topic;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningLearner;
import io.doorstep.testing.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is valid JSON and no event, or has no event's headers, on everything that the learner reads. */
@ExtendWith(KafkaBrokerExtension.class)
class LearnerPoisonTests {
    private static final Map<Topic, String> TYPES = new LinkedHashMap<>(Map.of(
            Topic.CONNECTIONS, "io.doorstep.connection.opened.v1", Topic.VIOLATIONS, "io.doorstep.violation.v1",
            Topic.COMMANDS, "io.doorstep.limits.command.v1", Topic.LIMITS, "io.doorstep.limits.revised.v1",
            Topic.REVISION_LOG, "io.doorstep.limits.revised.v1", Topic.PATTERNS, "io.doorstep.usage.pattern.v1",
            Topic.SANCTIONS, "io.doorstep.sanction.v1"));
    private static final List<String> VALUES = List.of("null", "{}", "[]", "\"x\"", "5", "true", "", "[null]",
            "{\"client\":null}", "{\"scope\":null,\"limits\":{}}", "{\"client\":", "{\"client\":\"" + "x".repeat(70_000)
                    + "\"}",
            "{\"id\":\"\",\"scope\":\"default\",\"numbers\":{},\"by\":\"\"}",
            "{\"scope\":\"default\",\"window_start_ms\":-1,\"window_ms\":-5,\"clients\":1e999}",
            "{\"scope\":\"default\",\"revision\":9223372036854775807,\"limits\":null}",
            "\"" + "x".repeat(1_048_000) + "\"");
    private static final Map<String, @Nullable String> HEADERS = headers();

    private static Map<String, @Nullable String> headers() {
        Map<String, @Nullable String> odd = new LinkedHashMap<>();
        odd.put("ce_source", null);
        odd.put("ce_sequence", "-1");
        odd.put("ce_time", "yesterday");
        odd.put("ce_type", null);
        return odd;
    }

    private static ProducerRecord<String, String> record(Topic topic, String type, String value) {
        var record = new ProducerRecord<>(topic.topicName(), "default", value);
        record.headers().add("ce_specversion", "1.0".getBytes(UTF_8)).add("ce_type", type.getBytes(UTF_8))
                .add("ce_id", "x-1".getBytes(UTF_8)).add("ce_source", "x".getBytes(UTF_8))
                .add("ce_sequence", "1".getBytes(UTF_8)).add("ce_time", Instant.now().toString().getBytes(UTF_8));
        return record;
    }

    private static List<ProducerRecord<String, String>> poisons() {
        List<ProducerRecord<String, String>> poisons = new ArrayList<>();
        TYPES.forEach((topic, type) -> {
            VALUES.forEach(value -> poisons.add(record(topic, type, value)));
            HEADERS.forEach((name, value) -> {
                var odd = record(topic, type, "{}");
                odd.headers().remove(name);
                if (value != null) {
                    odd.headers().add(name, value.getBytes(UTF_8));
                }
                poisons.add(odd);
            });
        });
        return poisons;
    }

    private static void send(KafkaBroker broker, List<ProducerRecord<String, String>> records)
            throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", (Object) broker.bootstrapServers(), "max.request.size", 2_000_000),
                new StringSerializer(), new StringSerializer())) {
            for (var record : records) {
                producer.send(record).get();
            }
        }
    }

    @Test
    void whatIsNoEvent_isADeadLetter_countedAndStopsNothing_afterARestartNeither(StoppableBroker broker,
            @TempDir Path data) throws Exception {
        List<ProducerRecord<String, String>> poisons = poisons();
        try (var learner = RunningLearner.start(broker, data);
                SteadyDoor _ = new SteadyDoor(broker, "chat-steady", Duration.ZERO)) {
            SteadyDoor.awaitNewWindow(broker, Duration.ofSeconds(60));
            send(broker, poisons);
            LearnerStatus status = learner.getBean(LearnerStatus.class);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(
                    () -> assertThat(status.unreadable()).isEqualTo(poisons.size()));
            SteadyDoor.awaitNewWindow(broker, Duration.ofSeconds(30));
            assertThat(Topics.values(broker, Topic.DEAD_LETTERS.topicName(), poisons.size())).contains("null", "{}",
                    "[]");
            await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(status.reasons()).isEmpty());
            assertThat(status.isLearning()).isTrue();
        }
        try (var _ = RunningLearner.start(broker, data);
                SteadyDoor _ = new SteadyDoor(broker, "chat-again", Duration.ZERO)) {
            SteadyDoor.awaitNewWindow(broker, Duration.ofSeconds(60));
        }
    }
}
