package io.doorstep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Topic;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The broker goes, and comes back. */
@ExtendWith(KafkaBrokerExtension.class)
class BrokerAwayTests {
    private static final String[] ROOMY = {"doorstep.limits.connection-rate.limit=1000",
            "doorstep.pool.max-per-client=1000", "doorstep.events.stop-within=10s"};

    private static RunningChat chat(StoppableBroker broker) {
        List<String> settings = new ArrayList<>(List.of(ROOMY));
        settings.add(RunningChat.at(broker));
        return RunningChat.with(settings.toArray(String[]::new));
    }

    private static String reasons(RunningChat chat) {
        return RunningChat.json(chat.get("/api/health")).path("reasons").toString();
    }

    private static String status(RunningChat chat) {
        return RunningChat.json(chat.get("/api/health")).path("status").stringValue();
    }

    @Test
    void admissionGoesOn_andEveryEventArrivesOnce_whenTheBrokerReturns(StoppableBroker broker) {
        List<Visitor> visitors = new ArrayList<>();
        try (RunningChat chat = chat(broker)) {
            visitors.add(Visitor.connect(chat.socket("11", "a")));
            await().until(() -> status(chat).equals("UP"));
            Topics topics = new Topics(broker, Topic.CONNECTIONS);
            broker.stop();
            IntStream.range(0, 100).forEach(_ -> visitors.add(Visitor.connect(chat.socket("11", "a"))));
            assertThat(visitors).allSatisfy(
                    visitor -> assertThat(visitor.frame(0).path("type").stringValue()).isEqualTo("connected"));
            await().until(() -> reasons(chat).contains("Kafka does not answer"));
            assertThat(status(chat)).as("nothing is lost").isEqualTo("UP");
            visitors.getFirst().say("m1", "is anybody there?");
            JsonNode kept = visitors.getFirst().frame("ack");
            assertThat(kept.path("client_message_id").stringValue()).isEqualTo("m1");
            assertThat(kept.path("pending").booleanValue()).as("on disk").isTrue();
            broker.start();
            assertThat(topics.await(ConnectionOpened.class, 100)).hasSizeGreaterThanOrEqualTo(100);
            assertThat(visitors.getFirst().frames("ack", 2).getLast().path("sequence").isIntegralNumber()).isTrue();
            await().until(() -> reasons(chat).equals("[]"));
            assertThat(status(chat)).isEqualTo("UP");
            Set<Long> sequences = new HashSet<>(topics.envelopes().stream().map(EventEnvelope::sequence).toList());
            assertThat(sequences).as("no event twice").hasSameSizeAs(topics.envelopes());
            assertThat(chat.status().at("/events/dropped").longValue()).isZero();
            visitors.forEach(Visitor::close);
            topics.close();
        }
    }

    @Test
    void theServiceStarts_andPublishesLater_whenThereIsNoBrokerYet(StoppableBroker broker) {
        broker.stop();
        try (RunningChat chat = chat(broker); Visitor visitor = Visitor.connect(chat.socket("11", "a"))) {
            assertThat(visitor.frame(0).path("type").stringValue()).isEqualTo("connected");
            assertThat(status(chat)).isEqualTo("DEGRADED");
            broker.start();
            await().until(() -> status(chat).equals("UP"));
            await()
                    .until(() -> chat.status().at("/events/published").longValue() >= 1);
            visitor.say("m1", "hello").frame("ack");
        }
    }
}
