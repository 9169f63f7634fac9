package io.doorstep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.Topic;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.service.RunningLearner;
import io.doorstep.testing.socket.RawHttp;
import io.doorstep.testing.socket.Visitor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What both services show of their clients of Kafka. */
@ExtendWith({KafkaBrokerExtension.class, OutputCaptureExtension.class})
class KafkaMetersTests {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final int MOST_LINES = 300;

    private static List<String> clientsOf(String page, String meter) {
        return of(page, meter, "client_id");
    }

    private static List<String> of(String page, String meter, String label) {
        return Pattern.compile("^" + meter + "\\{(?:[^}]*,)?" + label + "=\"([^\"]+)\"", Pattern.MULTILINE)
                .matcher(page)
                .results().map(found -> found.group(1)).toList();
    }

    private static void requireFew(String page) {
        assertThat(page.lines().filter(line -> line.contains("kafka_"))).hasSizeBetween(50, MOST_LINES);
    }

    @Test
    void door_showsItsProducersAndConsumers_andNoneThatHasEnded(StoppableBroker broker, CapturedOutput output)
            throws Exception {
        try (RunningChat chat = RunningChat.with(RunningChat.at(broker));
                Visitor anna = Visitor.connect(chat.socket("11", "meters"))) {
            anna.say("m1", "hello").frame("ack");
            requireClients(chat);
            requireFew(chat.prometheus());
            assertThat(chat.meter("kafka.producer.record.send.total")).isPositive();

            RefusingBroker.delete(broker, Topic.MESSAGES);
            await().atMost(WITHIN).until(() -> clientsOf(chat.prometheus(), "kafka_producer_record_send_total").stream()
                    .anyMatch(id -> id.matches("chat-service-messages-(?!1$)\\d+")));
            requireClients(chat);
        }
        assertThat(output).doesNotContain("registration has failed");
    }

    private static void requireClients(RunningChat chat) {
        await().atMost(WITHIN).untilAsserted(() -> {
            String page = chat.prometheus();
            assertThat(clientsOf(page, "kafka_producer_record_send_total")).hasSize(2)
                    .allMatch(id -> id.matches("chat-service-(events|messages)-\\d+"));
            assertThat(clientsOf(page, "kafka_consumer_connection_count")).hasSize(4);
        });
    }

    @Test
    void learner_showsItsStreams_andNoneThatHaveEnded(StoppableBroker broker, @TempDir Path data,
            CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext learner = RunningLearner.start(broker, data);
                SteadyDoor door = new SteadyDoor(broker, "chat-steady", Duration.ZERO)) {
            await().atMost(WITHIN).until(() -> door.taken() > 10);
            requireOneStreams(learner);

            RefusingBroker.delete(broker, Topic.CONNECTIONS);
            await().atMost(WITHIN)
                    .until(() -> !prometheus(learner).contains("doorstep_learner_restarts_total 0.0"));
            requireOneStreams(learner);
        }
        assertThat(output).doesNotContain("registration has failed");
    }

    /** On one page: while it starts again it has no thread, and none of its meters. */
    private static void requireOneStreams(ConfigurableApplicationContext learner) {
        await().atMost(WITHIN).untilAsserted(() -> {
            String page = prometheus(learner);
            assertThat(of(page, "kafka_stream_thread_process_total", "thread_id")).hasSize(1);
            requireFew(page);
        });
    }

    private static String prometheus(ConfigurableApplicationContext learner) {
        int port = learner.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (var http = new RawHttp(port, "127.0.0.1")) {
            return http.send("GET", "/actuator/prometheus", "", RawHttp.basic("operator:test")).body();
        }
    }
}
