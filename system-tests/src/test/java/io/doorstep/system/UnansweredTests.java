package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.chat.desk.Desk;
import io.doorstep.events.ChatUnanswered;
import io.doorstep.events.Topic;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Conversations that nobody answers, on two instances that share a broker and a webhook. */
@ExtendWith(KafkaBrokerExtension.class)
class UnansweredTests {
    private WebhookReceiver receiver;

    @BeforeEach
    void start() {
        receiver = new WebhookReceiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private RunningChat chat(StoppableBroker broker) {
        return chat(broker, "1s");
    }

    private RunningChat chat(StoppableBroker broker, String after) {
        return RunningChat.with(RunningChat.at(broker), "doorstep.unanswered.after=" + after,
                "doorstep.unanswered.webhook=" + receiver.url(),
                "doorstep.unanswered.webhook-secret=" + WebhookReceiver.SECRET);
    }

    private static List<ChatUnanswered> of(String session, List<ChatUnanswered> events) {
        return events.stream().filter(event -> event.sessionId().equals(session)).toList();
    }

    private static List<String> reasons(RunningChat chat) {
        return RunningChat.json(chat.get("/api/health")).path("reasons").valueStream().map(JsonNode::stringValue)
                .toList();
    }

    /** What Kafka does not have yet would be lost with the instance. */
    private static void saysInTheLog(Visitor visitor) {
        visitor.say("m1", "Is anybody there?");
        await().until(() -> visitor.frames("ack").stream().anyMatch(ack -> ack.has("sequence")));
    }

    @Test
    void aConversationThatWaits_isSaidOnce_andToldUntilItIsTaken_byOneOfTwoInstances(StoppableBroker broker) {
        receiver.answersFirst(503);
        try (RunningChat one = chat(broker);
                RunningChat two = chat(broker);
                Topics topics = new Topics(broker, Topic.MESSAGES);
                Visitor visitor = Visitor.decided(one.socket("11", "s-1"))) {
            await().until(() -> Stream.of(one, two)
                    .noneMatch(chat -> chat.bean(Desk.class).otherInstances().isEmpty()));
            visitor.say("m1", "Is anybody there?");
            await().until(() -> Stream.of(one, two).flatMap(chat -> reasons(chat).stream())
                    .anyMatch(reason -> reason.matches(
                            "the webhook fails: 127\\.0\\.0\\.1:\\d+ answered 503 at call 1 of 10")));
            await().until(() -> receiver.calls().size() == 2);
            assertThat(receiver.calls()).allMatch(WebhookReceiver.Call::isSigned)
                    .extracting(WebhookReceiver.Call::id).containsOnly(receiver.calls().getFirst().id());
            JsonNode told = receiver.calls().getFirst().json();
            assertThat(told.path("type").stringValue()).isEqualTo("io.doorstep.chat.unanswered.v1");
            assertThat(told.path("data").path("session_id").stringValue()).isEqualTo("s-1");
            assertThat(told.path("data").path("agents").intValue()).isZero();
            await().until(() -> Stream.of(one, two).flatMap(chat -> reasons(chat).stream())
                    .noneMatch(reason -> reason.startsWith("the webhook")));
            assertThat(one.meter("doorstep.webhook?tag=outcome:taken")
                    + two.meter("doorstep.webhook?tag=outcome:taken")).isEqualTo(1);

            Visitor later = Visitor.decided(two.socket("11", "s-2"));
            later.say("m1", "And here?");
            await().until(() -> receiver.calls().size() == 3);
            assertThat(receiver.calls().getLast().id()).isNotEqualTo(receiver.calls().getFirst().id());
            topics.await("the second conversation",
                    event -> event.event() instanceof ChatUnanswered told2 && told2.sessionId().equals("s-2"));
            assertThat(of("s-1", topics.of(ChatUnanswered.class))).hasSize(1);
            later.close();
        }
    }

    @Test
    void whatWasSaid_isNotSaidAgain_afterARestart(StoppableBroker broker) {
        try (RunningChat before = chat(broker); Visitor visitor = Visitor.decided(before.socket("11", "s-1"))) {
            visitor.say("m1", "Is anybody there?");
            await().until(() -> receiver.calls().size() == 1);
        }
        try (RunningChat after = chat(broker);
                Topics topics = Topics.fromTheBeginning(broker, Topic.MESSAGES);
                Visitor visitor = Visitor.decided(after.socket("11", "s-1"));
                Visitor other = Visitor.decided(after.socket("11", "s-2"))) {
            visitor.say("m2", "Still nobody?");
            other.say("m1", "Is anybody there?");
            topics.await("the other conversation",
                    event -> event.event() instanceof ChatUnanswered told && told.sessionId().equals("s-2"));
            await().until(() -> receiver.calls().size() == 2);
            assertThat(of("s-1", topics.of(ChatUnanswered.class))).hasSize(1);
            assertThat(receiver.calls().getLast().json().path("data").path("session_id").stringValue())
                    .isEqualTo("s-2");
        }
    }

    @Test
    void anInstanceThatIsGone_isSpokenForByAnother_onceForEachConversation(StoppableBroker broker) {
        List<String> sessions = IntStream.range(0, 8).mapToObj(i -> "s-" + i).toList();
        try (RunningChat stays = chat(broker, "4s")) {
            try (RunningChat goes = chat(broker, "1h")) {
                sessions.forEach(session -> {
                    try (Visitor visitor = Visitor.decided(goes.socket("11", session))) {
                        saysInTheLog(visitor);
                    }
                });
            }
            await().untilAsserted(() -> assertThat(receiver.calls()).hasSizeGreaterThanOrEqualTo(8));
            assertThat(receiver.calls())
                    .extracting(call -> call.json().path("data").path("session_id").stringValue())
                    .containsExactlyInAnyOrderElementsOf(sessions);
            assertThat(stays.meter("doorstep.unanswered?tag=outcome:said")).isEqualTo(8);
        }
    }

    @Test
    void whatNobodyCouldSay_isSaidByTheNextThatStarts(StoppableBroker broker) {
        try (RunningChat silent = RunningChat.with(RunningChat.at(broker), "doorstep.unanswered.after=0");
                Visitor visitor = Visitor.decided(silent.socket("11", "s-1"))) {
            saysInTheLog(visitor);
        }
        try (RunningChat speaking = chat(broker)) {
            await().until(() -> receiver.calls().size() == 1);
            assertThat(speaking.meter("doorstep.unanswered?tag=outcome:said")).isEqualTo(1);
        }
    }
}
