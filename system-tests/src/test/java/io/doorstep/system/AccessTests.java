package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.events.Topic;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.service.RunningLearner;
import io.doorstep.testing.socket.Visitor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both services on a broker that asks who they are, with the rights that {@code docs/events.md} gives them and no more. */
class AccessTests {

    @Test
    void bothServices_workWithTheDocumentedRights_andOnlyTheLearnerWritesLimits(@TempDir Path data) throws Exception {
        try (SecuredBroker broker = new SecuredBroker("chat", "learner", "analyst")) {
            broker.grantAsDocumented();
            try (var learner = RunningLearner.start(data, broker.settings("learner"));
                    RunningChat chat = RunningChat.with(broker.settings("chat"));
                    Visitor anna = Visitor.connect(chat.socket("11", "talk"))) {
                anna.frame("connected");
                anna.say("m1", "hello");
                await()
                        .until(() -> anna.frames("ack").stream().anyMatch(ack -> ack.has("sequence")));
                LearnerReadModel readModel = learner.getBean(LearnerReadModel.class);
                await().until(() -> !readModel.patterns("default", 1).isEmpty());

                assertThatThrownBy(() -> write(broker, "chat", Topic.LIMITS))
                        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
                assertThatThrownBy(() -> write(broker, "chat", Topic.PATTERNS))
                        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
                assertThatThrownBy(() -> write(broker, "analyst", Topic.VIOLATIONS))
                        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
                await().until(() -> read(broker, "analyst", Topic.CONNECTIONS) > 0);
                assertThatThrownBy(() -> read(broker, "analyst", Topic.MESSAGES))
                        .isInstanceOf(TopicAuthorizationException.class);
                assertThatThrownBy(() -> read(broker, "learner", Topic.MESSAGES))
                        .isInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    private static void write(SecuredBroker broker, String user, Topic topic) throws Exception {
        Map<String, Object> config = new HashMap<>(broker.client(user));
        config.put("enable.idempotence", false);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic.topicName(), "default", "{}")).get();
        }
    }

    private static int read(SecuredBroker broker, String user, Topic topic) {
        Map<String, Object> config = new HashMap<>(broker.client(user));
        config.put("auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            consumer.assign(partitions);
            return consumer.poll(Duration.ofSeconds(2)).count();
        }
    }
}
