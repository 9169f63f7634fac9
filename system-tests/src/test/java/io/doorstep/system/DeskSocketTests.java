package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Visitors and agents on two instances that share a broker. */
@ExtendWith(KafkaBrokerExtension.class)
class DeskSocketTests {
    private final String session = "s-" + UUID.randomUUID();
    private final String ofThis = ",\"product_id\":\"11\",\"session_id\":\"" + session + "\"}";
    private RunningChat one;
    private RunningChat two;

    @BeforeEach
    void start(KafkaBroker broker) {
        one = RunningChat.with(RunningChat.at(broker));
        two = RunningChat.with(RunningChat.at(broker));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private static Visitor agent(RunningChat chat) {
        URI desk = URI.create("ws://127.0.0.1:" + chat.port() + "/ws/chat/agent");
        return Visitor.decided(desk, chat.signedIn());
    }

    private Visitor visitor(RunningChat chat) {
        return Visitor.decided(chat.socket("11", session));
    }

    private Visitor open(Visitor agent) {
        await().until(() -> !listed(agent).isEmpty());
        return agent.send("{\"type\":\"open\"" + ofThis);
    }

    /** What the agent has last been told of this conversation. */
    private List<JsonNode> listed(Visitor agent) {
        return agent.frames("conversation").stream().map(frame -> frame.path("conversation"))
                .filter(item -> item.path("session_id").stringValue("").equals(session)).toList();
    }

    private static String text(JsonNode frame, String field) {
        return frame.path(field).stringValue("");
    }

    @Test
    void aVisitorAndAnAgent_onDifferentInstances_talk() {
        Visitor visitor = visitor(one);
        assertThat(visitor.frame(0).path("agents").intValue()).isZero();
        assertThat(text(visitor.frame(0), "conversation")).isEqualTo("new");
        Visitor agent = agent(two);
        assertThat(text(agent.frame(0), "type")).isEqualTo("desk");
        assertThat(text(agent.frame(0), "name")).isEqualTo("operator");
        await().until(() -> visitor.frames("presence").stream().anyMatch(there -> there.path("agents").asInt() == 1));

        visitor.say("m1", "Is it waterproof?");
        open(agent);
        assertThat(text(agent.frame("opened").path("messages").path(0), "text")).isEqualTo("Is it waterproof?");
        await().until(() -> listed(agent).getLast().path("unread").asInt() == 0);
        await().until(() -> listed(agent).getLast().path("visitors").asInt() == 1);
        assertThat(text(listed(agent).getLast(), "state")).isEqualTo("waiting");

        agent.send("{\"type\":\"typing\"" + ofThis);
        assertThat(text(visitor.frame("typing"), "author_name")).isEqualTo("operator");
        agent.send("{\"type\":\"message\",\"client_message_id\":\"x1\",\"text\":\"Up to one metre\"" + ofThis);
        JsonNode answer = visitor.frame("message");
        assertThat(text(answer, "text")).isEqualTo("Up to one metre");
        assertThat(text(answer, "author")).isEqualTo("agent");
        assertThat(text(answer, "author_name")).isEqualTo("operator");
        assertThat(agent.frame("ack").path("sequence").longValue()).isEqualTo(answer.path("sequence").longValue());
        await().until(() -> text(listed(agent).getLast(), "state").equals("open"));
        visitor.send("{\"type\":\"typing\"}");
        assertThat(text(agent.frame("typing"), "author")).isEqualTo("visitor");

        agent.send("{\"type\":\"close\"" + ofThis);
        assertThat(text(visitor.frame("closed"), "author_name")).isEqualTo("operator");
        await().until(() -> text(listed(agent).getLast(), "state").equals("closed"));
        visitor.say("m2", "Thank you");
        await().until(() -> text(listed(agent).getLast(), "state").equals("waiting"));
        visitor.close();
        await().until(() -> listed(agent).getLast().path("visitors").asInt() == 0);
    }

    @Test
    void anAgent_readsWhatIsLeftToAVisitorOfTheSameInstance() {
        Visitor visitor = visitor(one);
        Visitor here = agent(one);
        Visitor elsewhere = agent(two);
        visitor.say("m1", "Is it waterproof?");
        open(here).send("{\"type\":\"client\"" + ofThis);
        open(elsewhere).send("{\"type\":\"client\"" + ofThis);

        JsonNode client = here.frame("client");
        assertThat(text(client, "tier")).isEqualTo("anonymous");
        assertThat(client.path("connection_rate").path("left").intValue())
                .isLessThan(client.path("connection_rate").path("limit").intValue());
        assertThat(client.path("message_rate").path("left").intValue())
                .isEqualTo(client.path("message_rate").path("limit").intValue() - 1);
        assertThat(elsewhere.frame("client").has("tier")).isFalse();
        visitor.close();
    }

    @Test
    void twoAgents_seeEachOthersWork() {
        Visitor visitor = visitor(one);
        Visitor first = agent(one);
        Visitor second = agent(two);
        visitor.say("m1", "hello");
        open(first).frame("opened");
        await().until(() -> second.frames("agents").stream().anyMatch(frame -> frame.path("agents").values().stream()
                .anyMatch(agent -> text(agent, "session_id").equals(session))));
        open(second).frame("opened");
        first.send("{\"type\":\"message\",\"client_message_id\":\"x1\",\"text\":\"I have this one\"" + ofThis);
        assertThat(text(second.frame("message"), "text")).isEqualTo("I have this one");
        assertThat(first.frames("message")).isEmpty();
        assertThat(text(visitor.frame("message"), "text")).isEqualTo("I have this one");
    }

    @Test
    void aMessage_waitsForTheDesk_whenNobodyIsThere() {
        visitor(one).say("m1", "hello?").frame("ack");
        await().untilAsserted(() -> {
            Visitor agent = agent(two);
            JsonNode desk = agent.frame(0);
            agent.close();
            assertThat(desk.path("conversations").values()).anySatisfy(item -> {
                assertThat(text(item, "session_id")).isEqualTo(session);
                assertThat(text(item, "state")).isEqualTo("waiting");
                assertThat(item.path("unread").intValue()).isEqualTo(1);
                assertThat(text(item.path("last"), "text")).isEqualTo("hello?");
            });
        });
    }

    @Test
    void theDesk_explains_whenSomebodyHasNotSignedIn() {
        Visitor stranger = Visitor.decided(URI.create("ws://127.0.0.1:" + one.port() + "/ws/chat/agent"));
        assertThat(text(stranger.frame(0), "code")).isEqualTo("NOT_SIGNED_IN");
        assertThat(stranger.frame(0).path("reconnect").booleanValue(true)).isFalse();
        assertThat(stranger.closed().status()).isEqualTo(1008);
    }

    @Test
    void theDesk_explains_whenAnotherSitesPageComes_evenSignedIn() {
        URI desk = URI.create("ws://127.0.0.1:" + one.port() + "/ws/chat/agent");
        String[] cookie = one.signedIn();
        Visitor elsewhere = Visitor.decided(desk, cookie[0], cookie[1], "Origin", "https://evil.example");
        assertThat(text(elsewhere.frame(0), "code")).isEqualTo("ORIGIN_NOT_ALLOWED");
        assertThat(elsewhere.closed().status()).isEqualTo(1008);
    }

    @Test
    void frames_thatMakeNoSense_areExplained_andTheAgentStays() {
        Visitor agent = agent(one);
        agent.send("nonsense");
        agent.send("{\"type\":\"open\"" + ofThis);
        agent.send("{\"type\":\"message\",\"client_message_id\":\"x1\",\"text\":\"hi\"" + ofThis);
        List<JsonNode> errors = agent.frames("error", 3);
        assertThat(errors).extracting(error -> text(error, "message")).containsExactly("The frame is not JSON",
                "There is no such conversation", "Open the conversation first");
        assertThat(text(errors.get(2), "client_message_id")).isEqualTo("x1");
        assertThat(text(errors.get(2), "session_id")).isEqualTo(session);
        assertThat(agent.isOpen()).isTrue();
    }
}
