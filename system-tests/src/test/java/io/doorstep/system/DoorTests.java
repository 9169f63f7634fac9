package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The door with its default limits, over real TCP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorTests {
    private final List<Visitor> visitors = new ArrayList<>();
    private final RunningChat chat = RunningChat.with();

    @BeforeEach
    void startWithFullQuotas() {
        assertThat(chat.post("/api/debug/reset-rate-limits", null, RunningChat.asOperator()).statusCode())
                .isEqualTo(200);
    }

    @AfterEach
    void leave() {
        visitors.forEach(Visitor::close);
        visitors.clear();
        awaitConnections(0);
    }

    @AfterAll
    void close() {
        chat.close();
    }

    private void awaitConnections(int count) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> chat.connections() == count);
    }

    private Visitor connect() {
        Visitor visitor = Visitor.connect(chat.socket("11", "s-1"));
        visitors.add(visitor);
        return visitor;
    }

    @Test
    void twentyFiveSocketsHold_theTwentySixthIsToldWhyThenClosed() {
        for (int i = 0; i < 25; i++) {
            assertThat(connect().frame(0).path("type").stringValue()).isEqualTo("connected");
        }
        Visitor oneMore = connect();
        JsonNode error = oneMore.frame(0);
        assertThat(error.toString()).isEqualTo("{\"type\":\"error\",\"code\":\"CONNECTION_LIMIT_EXCEEDED\","
                + "\"message\":\"Connection limit reached: 25 connections per client\",\"scope\":\"client\",\"limit\":25,"
                + "\"window_ms\":0,\"retry_after_ms\":10000,\"reconnect\":true}");
        assertThat(oneMore.closed()).isEqualTo(new Visitor.Closed(1008, "CONNECTION_LIMIT_EXCEEDED;retry=10"));
        assertThat(visitors.subList(0, 25)).allMatch(Visitor::isOpen);
        assertThat(chat.status().at("/connection_pool/active_connections").intValue()).isEqualTo(25);
    }

    @Test
    void theFiftyFirstAttemptIsRejected_withARightRetryAfter() {
        long start = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            Visitor visitor = connect();
            assertThat(visitor.frame(0).path("type").stringValue()).isEqualTo("connected");
            visitor.close();
            awaitConnections(0);
        }
        Visitor oneMore = connect();
        JsonNode error = oneMore.frame(0);
        long sinceStart = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertThat(error.path("code").stringValue()).isEqualTo("RATE_LIMIT_EXCEEDED");
        assertThat(error.path("limit").intValue()).isEqualTo(50);
        assertThat(error.path("window_ms").longValue()).isEqualTo(300_000);
        assertThat(error.path("retry_after_ms").longValue()).isBetween(300_000 - sinceStart, 299_999L);
        assertThat(error.path("reconnect").booleanValue()).isTrue();
        assertThat(oneMore.closed().status()).isEqualTo(1008);
        assertThat(oneMore.closed().reason()).matches("RATE_LIMIT_EXCEEDED;retry=\\d+");
    }

    @Test
    void anotherAddressIsAnotherClient() {
        IntStream.range(0, 26).forEach(_ -> connect().frame(0));
        Visitor neighbour = Visitor.connectFrom("127.0.0.2", chat.socket("11", "s-1"));
        visitors.add(neighbour);
        assertThat(neighbour.frame(0).path("type").stringValue()).isEqualTo("connected");
    }

    @Test
    void theThirtyFirstMessageInAMinuteComesBack_andTheSocketStays() {
        Visitor visitor = connect();
        IntStream.rangeClosed(1, 31).forEach(i -> visitor.say("m" + i, "hello"));
        JsonNode error = visitor.frame("error");
        assertThat(error.path("code").stringValue()).isEqualTo("MESSAGE_RATE_LIMIT_EXCEEDED");
        assertThat(error.path("client_message_id").stringValue()).isEqualTo("m31");
        assertThat(error.path("scope").stringValue()).isEqualTo("session");
        assertThat(error.path("retry_after_ms").longValue()).isBetween(50_000L, 60_000L);
        assertThat(visitor.frames("error")).hasSize(1);
        assertThat(visitor.send("{\"type\":\"resume\",\"after\":-1}").frame("history")).isNotNull();
        assertThat(visitor.isOpen()).isTrue();
    }

    @Test
    void theTenthRefusedMessageInAMinuteClosesTheSocket() {
        Visitor visitor = connect();
        IntStream.rangeClosed(1, 40).forEach(i -> visitor.say("m" + i, "hello"));
        assertThat(visitor.closed().reason()).startsWith("MESSAGE_RATE_LIMIT_EXCEEDED;retry=");
        assertThat(visitor.closed().status()).isEqualTo(1008);
        assertThat(visitor.frames("error")).hasSize(10);
    }

    @Test
    void theSixthSessionInAnHourGets429_withRetryAfter() {
        for (int i = 0; i < 5; i++) {
            var created = chat.post("/api/chat/sessions", "{\"product_id\":\"11\"}");
            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(RunningChat.json(created).path("session_id").stringValue()).matches("[A-Za-z0-9._-]{1,64}");
        }
        HttpResponse<String> refused = chat.post("/api/chat/sessions", "{\"product_id\":\"11\"}");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(3590L, 3600L);
        assertThat(refused.headers().firstValue("RateLimit-Policy")).contains("\"session-creation\";q=5;w=3600");
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(RunningChat.json(refused).path("code").stringValue()).isEqualTo("SESSION_LIMIT_EXCEEDED");
    }

    @Test
    void anIssuedSessionOpensAChat() {
        String session = RunningChat.json(chat.post("/api/chat/sessions", "{\"product_id\":\"11\"}"))
                .path("session_id").stringValue();
        Visitor visitor = Visitor.connect(chat.socket("11", session));
        visitors.add(visitor);
        JsonNode connected = visitor.frame(0);
        assertThat(connected.path("session_id").stringValue()).isEqualTo(session);
        assertThat(connected.at("/limits/connection_rate/limit").intValue()).isEqualTo(50);
        assertThat(connected.path("last_sequence").longValue()).isEqualTo(-1);
        assertThat(connected.path("limits_revision").longValue()).isZero();
    }

    @Test
    void aClosedSocketGivesItsSlotBack() {
        IntStream.range(0, 25).forEach(_ -> connect().frame(0));
        visitors.getFirst().close();
        awaitConnections(24);
        assertThat(connect().frame(0).path("type").stringValue()).isEqualTo("connected");
    }

    @Test
    void theStoppingServiceSaysSo() {
        RunningChat stopping = RunningChat.with();
        Visitor visitor = Visitor.connect(stopping.socket("11", "s-1"));
        visitor.frame(0);
        stopping.close();
        assertThat(visitor.frame("go_away").path("reconnect_after_ms").longValue()).isBetween(0L, 5000L);
        assertThat(visitor.frame("error").path("code").stringValue()).isEqualTo("SERVER_DRAINING");
        assertThat(visitor.closed().status()).isEqualTo(1001);
    }
}
