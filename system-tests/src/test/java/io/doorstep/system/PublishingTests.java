package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.FailedOpen;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsOverridden;
import io.doorstep.events.LimitsOverridden.Change;
import io.doorstep.events.LimitsReset;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RateLimit;
import io.doorstep.events.Scope;
import io.doorstep.events.Topic;
import io.doorstep.events.Violation;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What the chat service publishes, and what it follows, on a real broker. */
@ExtendWith(KafkaBrokerExtension.class)
class PublishingTests {

    private static RunningChat chat(KafkaBroker broker, String... settings) {
        String[] all = new String[settings.length + 2];
        System.arraycopy(settings, 0, all, 0, settings.length);
        all[settings.length] = RunningChat.at(broker);
        all[settings.length + 1] = "doorstep.events.stop-within=10s";
        return RunningChat.with(all);
    }

    @Test
    void everyAttempt_isOneEvent(KafkaBroker broker) {
        try (RunningChat chat = chat(broker, "doorstep.pool.max-per-client=2",
                "doorstep.limits.connection-rate.limit=3");
                Topics topics = new Topics(broker, Topic.CONNECTIONS, Topic.VIOLATIONS)) {
            Visitor first = Visitor.decided(chat.socket("11", "a"));
            Visitor second = Visitor.decided(chat.socket("12", "b"));
            Visitor.connect(chat.socket("11", "c")).closed();
            Visitor.connect(chat.socket("not%20valid", "d")).closed();
            first.say("m1", "hello").frame("ack");
            first.close();
            second.close();
            await().until(() -> chat.connections() == 0);
            Visitor third = Visitor.connect(chat.socket("11", "e"));
            third.frame(0);
            Visitor.connect(chat.socket("11", "f")).closed();
            third.close();
            chat.post("/api/debug/reset-rate-limits", null, RunningChat.asOperator());

            var opened = topics.await(ConnectionOpened.class, 3);
            var closed = topics.await(ConnectionClosed.class, 3);
            var violations = topics.await(Violation.class, 3);
            var resets = topics.await(LimitsReset.class, 1);

            assertThat(opened).extracting(ConnectionOpened::productId).containsExactlyInAnyOrder("11", "12", "11");
            assertThat(opened).extracting(ConnectionOpened::client).allMatch(client -> client.length() == 43)
                    .containsOnly(opened.getFirst().client());
            assertThat(closed).extracting(ConnectionClosed::connectionId)
                    .containsExactlyInAnyOrderElementsOf(opened.stream().map(ConnectionOpened::connectionId).toList());
            assertThat(closed.stream().mapToLong(ConnectionClosed::messages).sum()).isEqualTo(1);
            assertThat(violations).extracting(Violation::code).containsExactlyInAnyOrder(
                    ErrorCode.CONNECTION_LIMIT_EXCEEDED, ErrorCode.INVALID_PRODUCT_ID, ErrorCode.RATE_LIMIT_EXCEEDED);
            assertThat(violations).extracting(Violation::limitName).containsExactlyInAnyOrder(
                    LimitName.CONNECTIONS_PER_CLIENT, null, LimitName.CONNECTION_RATE);
            assertThat(resets).extracting(LimitsReset::operator).containsExactly("operator");
            topics.awaitWhole(10);
            assertThat(topics.envelopes()).noneMatch(envelope -> envelope.toString().contains("127.0.0.1"));
        }
    }

    @Test
    void manyRefusalsOfOneClient_areAHandfulOfEvents_thatAddUp_evenThoseOfTheLastSecond(KafkaBroker broker) {
        try (Topics topics = violationsOfAChatThatRefused(500, broker)) {
            await().untilAsserted(() -> {
                topics.await(Violation.class, 1);
                assertThat(topics.of(Violation.class).stream().mapToLong(Violation::count).sum()).isEqualTo(500);
            });
            assertThat(topics.of(Violation.class)).hasSizeLessThan(10).allMatch(
                    violation -> violation.limitName() == LimitName.SESSION_CREATION && violation.retryAfterMs() > 0);
            assertThat(topics.envelopes()).extracting(EventEnvelope::time).isSorted();
        }
    }

    /** The chat has stopped: what it has not published by now never comes. */
    private static Topics violationsOfAChatThatRefused(int refusals, KafkaBroker broker) {
        try (RunningChat chat = chat(broker, "doorstep.limits.session-creation.limit=1")) {
            Topics topics = new Topics(broker, Topic.VIOLATIONS);
            for (int i = 0; i <= refusals; i++) {
                chat.post("/api/chat/sessions", "{\"product_id\":\"11\"}");
            }
            return topics;
        }
    }

    @Test
    void whatOperatorsChange_isPublished(KafkaBroker broker) {
        try (RunningChat chat = chat(broker); Topics topics = new Topics(broker, Topic.VIOLATIONS)) {
            chat.operate("PUT", "/api/debug/limits", "{\"connection_rate\":{\"limit\":7}}");
            chat.operate("DELETE", "/api/debug/limiters/message-rate", "");
            chat.operate("PUT", "/api/debug/limits", "{\"connection_rate\":{\"limit\":0}}");
            chat.operate("PUT", "/api/debug/limiters/message-rate", "");
            chat.operate("DELETE", "/api/debug/limits", "");
            Limits lowered = Limits.DEFAULTS.withConnectionRate(RateLimit.of(7, Duration.ofMinutes(5)));
            assertThat(topics.await(LimitsOverridden.class, 4)).containsExactly(
                    new LimitsOverridden("operator", Change.SET, null, lowered, List.of()),
                    new LimitsOverridden("operator", Change.SWITCHED_OFF, LimitName.MESSAGE_RATE, lowered,
                            List.of(LimitName.MESSAGE_RATE)),
                    new LimitsOverridden("operator", Change.SWITCHED_ON, LimitName.MESSAGE_RATE, lowered, List.of()),
                    new LimitsOverridden("operator", Change.RELEASED, null, Limits.DEFAULTS, List.of()));
        }
    }

    @Test
    void aRevision_waitsBeneathWhatAnOperatorHasSet(StoppableBroker broker) {
        try (RunningChat chat = chat(broker)) {
            chat.operate("PUT", "/api/debug/limits", "{\"connection_rate\":{\"limit\":7}}");
            Topics.publish(broker, revision(3, 60));
            await()
                    .until(() -> chat.status().at("/limits/revision").longValue() == 3);
            assertThat(chat.status().at("/rate_limiter/connection_limit").stringValue())
                    .isEqualTo("7 connections per 5 minutes");
            chat.operate("DELETE", "/api/debug/limits", "");
            assertThat(chat.status().at("/rate_limiter/connection_limit").stringValue())
                    .isEqualTo("60 connections per 5 minutes");
        }
    }

    @Test
    void failingOpen_isPublished(KafkaBroker broker) {
        try (RunningChat chat = RunningChat.with((_, _) -> {
            throw new IllegalStateException("limiter is broken");
        }, RunningChat.at(broker));
                Topics topics = new Topics(broker, Topic.CONNECTIONS, Topic.VIOLATIONS);
                Visitor visitor = Visitor.connect(chat.socket("11", "a"))) {
            visitor.frame("connected");
            assertThat(topics.await(FailedOpen.class, 1).getFirst()).satisfies(failed -> {
                assertThat(failed.part()).isEqualTo("connection_rate");
                assertThat(failed.error()).isEqualTo("java.lang.IllegalStateException");
            });
            assertThat(topics.await(ConnectionOpened.class, 1).getFirst().failedOpen()).isTrue();
        }
    }

    @Test
    void twoPeopleInOneSession_talk_acrossInstances(KafkaBroker broker) {
        try (RunningChat one = chat(broker);
                RunningChat other = chat(broker);
                Visitor anna = Visitor.connect(one.socket("11", "talk"));
                Visitor ben = Visitor.connect(other.socket("11", "talk"));
                Visitor stranger = Visitor.connect(other.socket("12", "talk"))) {
            anna.frame("connected");
            ben.frame("connected");
            anna.say("m1", "Is it <b>waterproof</b>? ☔");
            JsonNode heard = ben.frame("message");
            assertThat(heard.path("text").stringValue()).isEqualTo("Is it <b>waterproof</b>? ☔");
            assertThat(heard.path("author").stringValue()).isEqualTo("visitor");
            JsonNode ack = anna.frame("ack");
            assertThat(ack.path("client_message_id").stringValue()).isEqualTo("m1");
            assertThat(ack.path("sequence").longValue()).isEqualTo(heard.path("sequence").longValue());
            ben.say("m2", "Yes");
            assertThat(anna.frame("message").path("text").stringValue()).isEqualTo("Yes");
            assertThat(anna.frames("message")).hasSize(1);
            assertThat(stranger.frames("message")).isEmpty();

            try (Visitor late = Visitor.connect(one.socket("11", "talk"))) {
                assertThat(late.frame("connected").path("last_sequence").longValue())
                        .isGreaterThan(ack.path("sequence").longValue());
                JsonNode history = late.send("{\"type\":\"resume\",\"after\":-1}").frame("history");
                assertThat(history.path("messages")).extracting(message -> message.path("text").stringValue())
                        .containsExactly("Is it <b>waterproof</b>? ☔", "Yes");
                assertThat(history.path("complete").booleanValue()).isTrue();
            }
        }
    }

    @Test
    void aConversation_isThereAgain_afterARestart(KafkaBroker broker) {
        try (RunningChat chat = chat(broker); Visitor anna = Visitor.connect(chat.socket("11", "kept"))) {
            anna.say("m1", "hello").frame("ack");
        }
        try (RunningChat chat = chat(broker)) {
            await().until(() -> {
                try (Visitor anna = Visitor.connect(chat.socket("11", "kept"))) {
                    return anna.frame("connected").path("last_sequence").longValue() >= 0;
                }
            });
        }
    }

    @Test
    void aRevision_isAppliedAtOnce_andClampedAndStaleOnesIgnored(StoppableBroker broker) {
        try (RunningChat chat = chat(broker, "doorstep.limits.ceiling=200");
                Visitor first = Visitor.decided(chat.socket("11", "a"))) {
            first.frame("connected");
            Topics.publish(broker, revision(7, 10_000));
            await()
                    .until(() -> chat.status().at("/limits/revision").longValue() == 7);
            assertThat(chat.status().at("/rate_limiter/connection_limit").stringValue())
                    .isEqualTo("200 connections per 5 minutes");
            Topics.publish(broker, revision(6, 5));
            Topics.publish(broker, revision(8, 7));
            await().until(() -> chat.status().at("/limits/revision").longValue() == 8);
            for (int i = 0; i < 6; i++) {
                Visitor.connect(chat.socket("11", "a")).frame("connected");
            }
            Visitor refused = Visitor.connect(chat.socket("11", "a"));
            assertThat(refused.frame(0).path("code").stringValue()).isEqualTo("RATE_LIMIT_EXCEEDED");
            assertThat(refused.frame(0).path("limit").intValue()).isEqualTo(7);
        }
    }

    private static LimitsRevised revision(long number, int connections) {
        return new LimitsRevised(Scope.DEFAULT, number, number - 1,
                Limits.DEFAULTS.withConnectionRate(RateLimit.of(connections, Duration.ofMinutes(5))), "test", "test",
                List.of());
    }
}
