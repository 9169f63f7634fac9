package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.client.SessionTickets;
import io.doorstep.events.RepeatedText;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Tier;
import io.doorstep.events.Topic;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.ChatProcess;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A sanction meets its client at every instance, at once, and nobody else; and it lapses when nobody renews it. */
@ExtendWith(KafkaBrokerExtension.class)
class SanctionTests {
    private static final Duration BAR = Duration.ofSeconds(2);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final SessionTickets TICKETS = new SessionTickets(RunningChat.SECRET, List.of());
    private static final String AD = "Buy the very best watches at shop.example now";

    private final List<Visitor> visitors = new ArrayList<>();

    private static void sanction(KafkaBroker broker, String address, SanctionStep step, @Nullable Integer limit,
            Duration lease) {
        Instant now = Instant.now();
        Topics.publish(broker, new Sanction(new Pseudonyms(RunningChat.SECRET).of(ClientKey.ofAddress(address)),
                SanctionRule.HAMMERING, step, true, limit, now.toEpochMilli(), now.plus(TEN_MINUTES).toEpochMilli(),
                now.plus(lease).toEpochMilli(), List.of(), null, null));
    }

    private Visitor decided(URI uri) {
        Visitor visitor = Visitor.decided(uri);
        visitors.add(visitor);
        return visitor;
    }

    private Visitor decidedFrom(String address, URI uri) {
        Visitor visitor = Visitor.connectFrom(address, uri);
        visitors.add(visitor);
        visitor.frame(0);
        return visitor;
    }

    private static String greeting(Visitor visitor) {
        JsonNode first = visitor.frame(0);
        return first.path("code").stringValue(first.path("type").stringValue());
    }

    /** Of a visitor who came two hours ago. */
    private static String ticket(Tier tier, @Nullable String subject) {
        return TICKETS.issue("11", tier, Instant.now().plus(LIFETIME).minus(Duration.ofHours(2)), subject);
    }

    @Test
    void aBan_meetsItsClientAtBothInstancesWithinTwoSeconds_andNobodyElse_andLapsesWithItsLease(StoppableBroker broker,
            @TempDir Path data) throws Exception {
        try (ChatProcess first = ChatProcess.start(Files.createDirectory(data.resolve("1")), broker);
                ChatProcess second = ChatProcess.start(Files.createDirectory(data.resolve("2")), broker)) {
            String alice = ticket(Tier.AUTHENTICATED, "alice");
            String returning = ticket(Tier.ANONYMOUS, null);
            List<Visitor> loud = List.of(decided(first.socket("11", "loud")), decided(second.socket("11", "loud")));
            List<Visitor> innocent = List.of(decidedFrom("127.0.0.2", first.socket("11", "quiet")),
                    decided(first.socket("11", alice)), decided(second.socket("11", returning)));
            assertThat(visitors).allSatisfy(visitor -> assertThat(greeting(visitor)).isEqualTo("connected"));

            sanction(broker, "127.0.0.1", SanctionStep.BANNED, null, Duration.ofSeconds(9));
            await().atMost(BAR).until(() -> loud.stream().noneMatch(Visitor::isOpen));
            for (Visitor visitor : loud) {
                JsonNode told = visitor.frame("error");
                assertThat(told.path("code").stringValue()).isEqualTo("CLIENT_SANCTIONED");
                assertThat(told.path("rule").stringValue()).isEqualTo("hammering");
                assertThat(told.path("reconnect").booleanValue()).isTrue();
                assertThat(told.path("retry_after_ms").longValue()).isBetween(590_000L, 600_000L);
                assertThat(visitor.closed().status()).isEqualTo(1008);
                assertThat(visitor.closed().reason()).matches("CLIENT_SANCTIONED;retry=(59\\d|600)");
            }
            for (ChatProcess chat : List.of(first, second)) {
                assertThat(greeting(decided(chat.socket("11", "again")))).isEqualTo("CLIENT_SANCTIONED");
                assertThat(greeting(decided(chat.socket("11", alice)))).isEqualTo("connected");
                assertThat(greeting(decided(chat.socket("11", returning)))).isEqualTo("connected");
                assertThat(greeting(decidedFrom("127.0.0.2", chat.socket("11", "new")))).isEqualTo("connected");
            }
            assertThat(innocent).allMatch(Visitor::isOpen);

            await().until(() -> first.health().contains("the learner has been silent since"));
            await().until(() -> greeting(decided(second.socket("11", "again"))).equals("connected"));
            assertThat(innocent).allMatch(Visitor::isOpen);
            assertThat(second.health()).contains("DEGRADED").contains("that have lapsed: 1");
        } finally {
            visitors.forEach(Visitor::close);
        }
    }

    @Test
    void whoIsWarned_isToldOnce_andWhoIsThrottledHasTheStrictNumber_asOperatorsSee(StoppableBroker broker) {
        try (RunningChat chat = RunningChat.with(RunningChat.at(broker))) {
            Visitor inside = decided(chat.socket("11", "a"));
            sanction(broker, "127.0.0.1", SanctionStep.WARNED, null, TEN_MINUTES);
            JsonNode warning = inside.frame("warning");
            assertThat(warning.path("rule").stringValue()).isEqualTo("hammering");
            assertThat(warning.path("step").stringValue()).isEqualTo("warned");
            assertThat(warning.path("message").stringValue()).startsWith("Warned for coming back before");
            sanction(broker, "127.0.0.1", SanctionStep.THROTTLED, 2, TEN_MINUTES);
            assertThat(inside.frames("warning", 2).getLast().path("limit").intValue()).isEqualTo(2);
            Visitor last = decided(chat.socket("11", "a"));
            assertThat(greeting(last)).isEqualTo("connected");
            assertThat(last.frame("warning").path("step").stringValue()).as("who comes later, too")
                    .isEqualTo("throttled");
            JsonNode refused = decided(chat.socket("11", "a")).frame(0);
            assertThat(refused.path("code").stringValue()).isEqualTo("RATE_LIMIT_EXCEEDED");
            assertThat(refused.path("limit").intValue()).isEqualTo(2);

            JsonNode seen = RunningChat.json(chat.operate("GET", "/api/debug/clients/127.0.0.1", ""));
            assertThat(seen.at("/sanction/rule").stringValue()).isEqualTo("hammering");
            assertThat(seen.at("/sanction/step").stringValue()).isEqualTo("throttled");
            assertThat(seen.at("/sanction/until").stringValue()).isNotEmpty();
            assertThat(seen.at("/connection_rate/limit").intValue()).isEqualTo(2);
            assertThat(chat.status().at("/sanctions/throttled").intValue()).isEqualTo(1);
            assertThat(chat.prometheus()).contains("doorstep_sanctions{step=\"throttled\"} 1.0")
                    .contains("doorstep_sanctions_sockets_total{outcome=\"told\"} 3.0");

            sanction(broker, "127.0.0.1", SanctionStep.LIFTED, null, Duration.ZERO);
            await().until(() -> chat.status().at("/sanctions/throttled").intValue() == 0);
            assertThat(greeting(decided(chat.socket("11", "a")))).isEqualTo("connected");
            assertThat(inside.frames("warning")).hasSize(2);
        } finally {
            visitors.forEach(Visitor::close);
        }
    }

    @Test
    void aTextInManyConversations_isPublished_withoutTheText(StoppableBroker broker) {
        try (RunningChat chat = RunningChat.with(RunningChat.at(broker));
                Topics topics = new Topics(broker, Topic.VIOLATIONS)) {
            for (int i = 0; i < 4; i++) {
                Visitor visitor = decided(chat.socket("11", "s" + i));
                visitor.say("m" + i, AD).say("n" + i, "Thanks a lot!").frames("ack", 2);
            }
            topics.await("all four", envelope -> envelope.event() instanceof RepeatedText text
                    && text.conversations() == 4);
            assertThat(topics.of(RepeatedText.class)).allSatisfy(text -> {
                assertThat(text.client())
                        .isEqualTo(new Pseudonyms(RunningChat.SECRET).of(ClientKey.ofAddress("127.0.0.1")));
                assertThat(text.conversations()).isBetween(3, 4);
                assertThat(text.toString()).doesNotContainIgnoringCase("watches");
            });
        } finally {
            visitors.forEach(Visitor::close);
        }
    }
}
