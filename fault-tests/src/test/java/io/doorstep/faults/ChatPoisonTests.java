package io.doorstep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.EventType;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import io.doorstep.events.Topic;
import io.doorstep.support.kafka.TopicFollower;
import io.doorstep.support.threads.ThreadSupervisor;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records that are no events, of each type, on each topic that the chat service follows: it goes on. */
@ExtendWith(KafkaBrokerExtension.class)
class ChatPoisonTests {
    private static final List<Topic> FOLLOWED = List.of(Topic.MESSAGES, Topic.SIGNALS, Topic.LIMITS, Topic.SANCTIONS,
            Topic.CLAIMS);
    private static final List<String> VALUES = List.of("null", "{}", "[]", "5", "\"text\"", "{\"client\":",
            "{\"product_id\":5,\"session_id\":[],\"text\":{}}",
            "{\"product_id\":\"11\",\"session_id\":\"poison\",\"author\":\"visitor\"}",
            "{\"product_id\":null,\"session_id\":null,\"up_to\":\"x\",\"agents\":null,\"connections\":-1}",
            "{\"client\":\"c\",\"rule\":5,\"step\":\"banned\",\"since_ms\":9,\"until_ms\":1}",
            "claim chat-x b connection", "told chat-x 5 session", "held chat-x 99999999999999999999 5",
            "by-hand chat-x 7 {]", "{\"scope\":\"default\",\"revision\":5}",
            "{\"scope\":\"\",\"limits\":{\"connection_rate\":null}}");
    private static final List<String> HEADERS = List.of("ce_type", "ce_source", "ce_sequence", "ce_time");

    private final Map<String, String> good = Map.of("ce_source", "test", "ce_sequence", "1", "ce_time",
            Instant.now().toString());

    /** @param without a header; all but it are there */
    private ProducerRecord<String, String> record(Topic topic, String type, String value, String without) {
        var record = new ProducerRecord<>(topic.topicName(), "11/poison", value);
        Stream.concat(good.entrySet().stream(), Stream.of(Map.entry("ce_type", type)))
                .filter(header -> !header.getKey().equals(without)).forEach(header -> record.headers()
                        .add(header.getKey(), header.getValue().getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private int poison(KafkaBroker broker) {
        int sent = 0;
        // A leader of a topic that was made a moment ago may refuse a first batch: an idempotent producer is stuck then.
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "enable.idempotence",
                false);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (Topic topic : FOLLOWED) {
                for (EventType type : EventType.values()) {
                    for (String value : VALUES) {
                        var _ = producer.send(record(topic, type.typeName(), value, ""));
                        sent++;
                    }
                }
                for (String header : HEADERS) {
                    var _ = producer.send(record(topic, "io.doorstep.chat.message.v1", "{}", header));
                    sent++;
                }
            }
        }
        return sent;
    }

    @Test
    void poisonOfAnyKind_isCounted_andEverythingGoesOn(StoppableBroker broker) {
        try (RunningChat chat = RunningChat.with(RunningChat.at(broker), "doorstep.claims=on");
                Visitor anna = Visitor.connect(chat.socket("11", "poison"));
                Visitor ben = Visitor.connect(chat.socket("11", "poison"))) {
            anna.frame("connected");
            ben.frame("connected");
            anna.say("m0", "before");
            anna.frame("ack");
            assertThat(poison(broker)).isPositive();
            Topics.publish(broker, new LimitsRevised(Scope.DEFAULT, 9, 0, Limits.DEFAULTS, "test", "test", List.of()));
            await()
                    .until(() -> chat.status().at("/limits/revision").longValue() == 9);
            anna.say("m1", "still here?");
            await().until(() -> ben.frames("message").stream()
                    .anyMatch(message -> message.path("client_message_id").stringValue("").equals("m1")));
            try (Visitor late = Visitor.connect(chat.socket("11", "poison"))) {
                late.send("{\"type\":\"resume\",\"after\":-1}");
                assertThat(late.frame("history").path("messages").toString()).contains("before", "still here?");
            }
            // Signals are followed from their end, as soon as there is time for it.
            await().pollInterval(Duration.ofSeconds(1)).until(() -> poison(broker) > 0
                    && chat.beans(TopicFollower.class).stream().allMatch(follower -> follower.skipped() > 0));
            await().untilAsserted(() -> assertThat(chat.beans(TopicFollower.class)).hasSameSizeAs(FOLLOWED)
                    .allSatisfy(follower -> {
                        assertThat(follower.skipped()).isPositive();
                        assertThat(follower.isRunning()).isTrue();
                    }));
            assertThat(chat.bean(ThreadSupervisor.class).restarted()).as("no thread died of it").isZero();
        }
    }
}
