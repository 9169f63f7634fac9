package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.SessionTickets;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.Tier;
import io.doorstep.events.Topic;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Another secret: those who are in come back in, and an operator sees who they were. */
@ExtendWith(KafkaBrokerExtension.class)
class KeyRotationTests {
    private static final String OLD = "old".repeat(11);
    private static final String NEW = "new".repeat(11);

    private final String ticket = new SessionTickets(OLD, List.of()).issue("11", Tier.ANONYMOUS,
            Instant.now().plusSeconds(3600), null);

    /** Opens the session of the ticket; returns the name its client has on Kafka, and the names the operator sees. */
    private List<JsonNode> visit(KafkaBroker broker, List<String> seen, String... secrets) {
        try (RunningChat chat = RunningChat.with(RunningChat.at(broker), secrets[0], secrets[1]);
                Topics topics = new Topics(broker, Topic.CONNECTIONS);
                Visitor visitor = Visitor.decided(chat.socket("11", ticket))) {
            assertThat(visitor.frame(0).path("type").stringValue()).isEqualTo("connected");
            seen.add(topics.await(ConnectionOpened.class, 1).getFirst().client());
            return RunningChat.json(chat.operate("GET", "/api/debug/clients/127.0.0.1", "")).path("names")
                    .valueStream().toList();
        }
    }

    @Test
    void aClient_isAdmittedUnderTheNewSecret_andItsNamesUnderBothAreShown(StoppableBroker broker) {
        List<String> seen = new ArrayList<>();
        List<JsonNode> before = visit(broker, seen, "doorstep.secret=" + OLD, "doorstep.previous-secrets=" + NEW);
        List<JsonNode> after = visit(broker, seen, "doorstep.secret=" + NEW, "doorstep.previous-secrets=" + OLD);
        assertThat(seen).doesNotHaveDuplicates().hasSize(2);
        assertThat(before).extracting(name -> name.path("name").stringValue()).containsExactlyElementsOf(seen);
        assertThat(after).containsExactly(before.get(1), before.get(0));
        assertThat(after).extracting(name -> name.path("key_id").stringValue()).doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{8}"));
    }
}
