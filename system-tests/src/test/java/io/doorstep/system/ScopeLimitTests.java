package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.chat.client.SessionTickets;
import io.doorstep.events.Hold;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsConfigured;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import io.doorstep.events.ScopeLimits;
import io.doorstep.events.Tier;
import io.doorstep.events.Topic;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Limits of tiers, countries and products, met by sockets. */
@ExtendWith(KafkaBrokerExtension.class)
class ScopeLimitTests {
    private static final SessionTickets TICKETS = new SessionTickets(RunningChat.SECRET, List.of());

    private final List<Visitor> visitors = new ArrayList<>();

    @AfterEach
    void leave() {
        visitors.forEach(Visitor::close);
    }

    private static String ticketOf(String subject, String product) {
        return TICKETS.issue(product, Tier.AUTHENTICATED, Instant.now().plus(Duration.ofDays(1)), subject);
    }

    /** How many sockets one after the other are admitted until one is rejected. */
    private int admitted(RunningChat chat, String product, String session, String... headers) {
        for (int i = 0;; i++) {
            Visitor visitor = Visitor.decided(chat.socket(product, session), headers);
            visitors.add(visitor);
            if (!visitor.frame(0).path("type").stringValue().equals("connected")) {
                assertThat(visitor.frame(0).path("code").stringValue()).isEqualTo("RATE_LIMIT_EXCEEDED");
                assertThat(visitor.frame(0).path("limit").intValue()).as("what it is told").isEqualTo(i);
                return i;
            }
        }
    }

    @Test
    void theMostSpecificScope_saysHowOftenAClientMayConnect() {
        try (RunningChat chat = RunningChat.with("doorstep.limits.connection-rate.limit=2",
                "doorstep.tiers.authenticated.connection-rate.limit=4",
                "doorstep.products.limits.12.connection-rate.limit=3",
                "doorstep.products.limits[a.b].connection-rate.limit=5", "doorstep.pool.max-per-client=50")) {
            assertThat(admitted(chat, "11", "s")).as("anybody").isEqualTo(2);
            assertThat(admitted(chat, "11", ticketOf("alice", "11"))).as("a proven subject").isEqualTo(4);
            assertThat(admitted(chat, "12", ticketOf("bob", "12"))).as("at a product with a limit").isEqualTo(3);
            assertThat(admitted(chat, "a.b", ticketOf("carol", "a.b"))).isEqualTo(5);
        }
    }

    @Test
    void aTicketHeldForAWhile_makesAReturningVisitor_withLimitsOfItsOwn() {
        try (RunningChat chat = RunningChat.with("doorstep.limits.connection-rate.limit=2",
                "doorstep.tiers.returning.connection-rate.limit=4", "doorstep.sessions.lifetime=2h",
                "doorstep.sessions.returning-after=1h", "doorstep.trusted-proxies=127.0.0.1")) {
            assertThat(admitted(chat, "11", ticketHeldFor(Duration.ofMinutes(59)), "X-Forwarded-For", "192.0.2.1"))
                    .as("not long enough").isEqualTo(2);
            assertThat(admitted(chat, "11", ticketHeldFor(Duration.ofMinutes(61)), "X-Forwarded-For", "192.0.2.2"))
                    .isEqualTo(4);
            assertThat(chat.prometheus()).contains("doorstep_admission_tiers_total{tier=\"returning\"} 4.0",
                    "doorstep_admission_tiers_total{tier=\"anonymous\"} 2.0");
        }
    }

    /** Of nobody in particular, with a lifetime of two hours. */
    private static String ticketHeldFor(Duration held) {
        return TICKETS.issue("11", Tier.ANONYMOUS, Instant.now().plus(Duration.ofHours(2)).minus(held), null);
    }

    @Test
    void whereANumberComesFrom_isToldToOperators() {
        try (RunningChat chat = RunningChat.with("doorstep.tiers.returning.connection-rate.limit=70",
                "doorstep.countries.DE.max-per-client=7", "doorstep.products.limits.11.message-rate.limit=60")) {
            JsonNode anybody = standing(chat, "");
            assertThat(anybody.path("tier").stringValue()).isEqualTo("anonymous");
            assertThat(anybody.at("/connection_rate/source/scope").stringValue()).isEqualTo("default");
            assertThat(anybody.at("/connection_rate/source/kind").stringValue()).isEqualTo("configured");
            JsonNode asked = standing(chat, "?product=11&tier=returning&country=DE");
            assertThat(asked.at("/connection_rate/limit").intValue()).isEqualTo(70);
            assertThat(asked.at("/connection_rate/source/scope").stringValue()).isEqualTo("tier:returning");
            assertThat(asked.at("/connections/limit").intValue()).isEqualTo(7);
            assertThat(asked.at("/connections/source/scope").stringValue()).isEqualTo("country:DE");
            assertThat(asked.at("/message_rate/limit").intValue()).isEqualTo(60);
            assertThat(asked.at("/message_rate/source/scope").stringValue()).isEqualTo("product:11");
            assertThat(asked.at("/session_creation/source/scope").stringValue()).isEqualTo("default");
            chat.operate("PUT", "/api/debug/limits", "{\"connections_per_client\":3}");
            JsonNode byHand = standing(chat, "?country=DE").at("/connections/source");
            assertThat(byHand.path("kind").stringValue()).isEqualTo("by_hand");
            assertThat(byHand.path("operator").stringValue()).isEqualTo("operator");
            assertThat(byHand.path("scope").stringValue("all")).isEqualTo("all");
            assertThat(chat.operate("GET", "/api/debug/clients/192.0.2.1?tier=best", "").statusCode()).isEqualTo(400);
        }
    }

    private static JsonNode standing(RunningChat chat, String query) {
        return RunningChat.json(chat.operate("GET", "/api/debug/clients/192.0.2.1" + query, ""));
    }

    @Test
    void eachLimitOfAScope_isEnforced_andWhatIsNotSetIsInherited() {
        try (RunningChat chat = RunningChat.with("doorstep.tiers.authenticated.max-per-client=1",
                "doorstep.tiers.anonymous.message-rate.limit=1", "doorstep.tiers.anonymous.session-creation.limit=1")) {
            String alice = ticketOf("alice", "11");
            visitors.add(Visitor.decided(chat.socket("11", alice)));
            visitors.add(Visitor.decided(chat.socket("11", alice)));
            assertThat(visitors.getLast().frame(0).path("code").stringValue()).isEqualTo("CONNECTION_LIMIT_EXCEEDED");
            visitors.getFirst().say("m-1", "one");
            visitors.getFirst().say("m-2", "two");
            visitors.getFirst().frames("ack", 2);

            Visitor anybody = Visitor.decided(chat.socket("11", "s"));
            visitors.add(anybody);
            anybody.say("m-1", "one");
            anybody.say("m-2", "two");
            assertThat(anybody.frame("error").path("code").stringValue()).isEqualTo("MESSAGE_RATE_LIMIT_EXCEEDED");
            assertThat(chat.post("/api/chat/sessions", "{\"product_id\":\"11\"}").statusCode()).isEqualTo(201);
            assertThat(chat.post("/api/chat/sessions", "{\"product_id\":\"11\"}").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void whatIsConfiguredForScopes_isPublished_andAnOperatorsPinBeatsIt_onAllInstances(KafkaBroker broker) {
        String[] settings = {RunningChat.at(broker), "doorstep.limits.floor=1",
                "doorstep.tiers.authenticated.connection-rate.limit=4"};
        try (RunningChat first = RunningChat.with(settings);
                RunningChat second = RunningChat.with(settings);
                Topics topics = new Topics(broker, Topic.CONFIGURATION)) {
            Scope scope = Scope.tier(Tier.AUTHENTICATED);
            assertThat(topics.await(LimitsConfigured.class, 1)).anySatisfy(configured -> assertThat(configured.scopes())
                    .containsExactly(new ScopeLimits(scope, Map.of(LimitName.CONNECTION_RATE, 4))));
            Topics.publish(broker, new LimitsRevised(scope, 1, 0, Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, 3),
                    "learner", "test", List.of()));
            for (RunningChat chat : List.of(first, second)) {
                await().until(() -> revisionOf(chat, scope) == 1);
                assertThat(admitted(chat, "11", ticketOf("alice", "11"))).as("not below the configured number")
                        .isEqualTo(4);
            }
            Topics.publish(broker, new LimitsRevised(scope, 2, 1, Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, 2),
                    "olga", "pinned", List.of(), RevisionKind.PINNED, null, Hold.PINNED));
            for (RunningChat chat : List.of(first, second)) {
                await().until(() -> revisionOf(chat, scope) == 2);
                assertThat(admitted(chat, "11", ticketOf("bob", "11"))).isEqualTo(2);
            }
        }
    }

    private static long revisionOf(RunningChat chat, Scope scope) {
        for (var one : chat.status().at("/limits/scopes")) {
            if (one.path("scope").stringValue().equals(scope.name())) {
                return one.path("revision").longValue();
            }
        }
        return -1;
    }
}
