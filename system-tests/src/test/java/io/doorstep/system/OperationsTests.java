package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import java.net.http.HttpRequest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What operators and sites call over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsTests {
    private final RunningChat chat = RunningChat.with("doorstep.limits.session-creation.limit=1",
            "doorstep.sign-in.failures=100");

    @AfterAll
    void close() {
        chat.close();
    }

    @Test
    void status_hasTheShapeThatToolsRelyOn() {
        JsonNode status = chat.status();
        assertThat(status.propertyNames()).contains("rate_limiter", "connection_pool", "websocket_manager", "limits",
                "events", "warnings");
        assertThat(status.at("/rate_limiter").propertyNames()).contains("stats", "connection_limit", "message_limit");
        assertThat(status.at("/rate_limiter/connection_limit").stringValue())
                .isEqualTo("50 connections per 5 minutes");
        assertThat(status.at("/rate_limiter/message_limit").stringValue()).isEqualTo("30 messages per minute");
        assertThat(status.at("/connection_pool/max_connections").intValue()).isEqualTo(1000);
        assertThat(status.at("/connection_pool/max_per_ip").intValue()).isEqualTo(25);
        assertThat(status.at("/websocket_manager").propertyNames()).contains("active_connections");
        assertThat(status.at("/limits/revision").longValue()).isZero();
        assertThat(status.at("/events").propertyNames()).contains("published", "spooled", "dropped");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET    , /api/debug/websocket-status
            POST   , /api/debug/reset-rate-limits
            GET    , /api/debug/limits
            PUT    , /api/debug/limits
            DELETE , /api/debug/limits
            PUT    , /api/debug/limits/configured
            PUT    , /api/debug/limiters/message-rate
            DELETE , /api/debug/limiters/message-rate
            GET    , /api/debug/pool
            PUT    , /api/debug/pool
            DELETE , /api/debug/pool
            GET    , /actuator/metrics
            GET    , /actuator/prometheus
            GET    , /actuator/doorstep
            """)
    void callsWithoutCredentials_get401(String method, String path) {
        var anonymous = HttpRequest.newBuilder(chat.uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
        assertThat(chat.send(anonymous).statusCode()).isEqualTo(401);
        assertThat(chat.send(anonymous.header("Authorization", "Basic b3BlcmF0b3I6d3Jvbmc=")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void reset_needsAnOperator_andGivesTheQuotaBack() {
        String wanted = "{\"product_id\":\"11\"}";
        assertThat(chat.post("/api/chat/sessions", wanted).statusCode()).isEqualTo(201);
        assertThat(chat.post("/api/chat/sessions", wanted).statusCode()).isEqualTo(429);
        assertThat(chat.post("/api/debug/reset-rate-limits", null).statusCode()).isEqualTo(401);
        assertThat(chat.post("/api/chat/sessions", wanted).statusCode()).isEqualTo(429);
        assertThat(chat.post("/api/debug/reset-rate-limits?client=192.0.2.99", null, RunningChat.asOperator()).body())
                .contains("\"forgotten\":0");
        assertThat(chat.post("/api/chat/sessions", wanted).statusCode()).isEqualTo(429);
        assertThat(chat.post("/api/debug/reset-rate-limits?client=127.0.0.1", null, RunningChat.asOperator()).body())
                .contains("\"forgotten\":1");
        assertThat(chat.post("/api/chat/sessions", wanted).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            POST   , /api/debug/reset-rate-limits
            PUT    , /api/debug/limits/configured
            DELETE , /api/debug/limits
            DELETE , /api/debug/limiters/message-rate
            DELETE , /api/debug/pool
            """)
    void changes_areRefused_whenAnotherSitesPageMakesTheBrowserCall(String method, String path) {
        var call = HttpRequest.newBuilder(chat.uri(path)).method(method, HttpRequest.BodyPublishers.noBody())
                .headers(RunningChat.asOperator()).header("Sec-Fetch-Site", "cross-site");
        assertThat(chat.send(call).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PUT    | /api/debug/limits                          | {"connection_rate":{"limit":0}}  | connection_rate.limit must be a whole number from 1
            PUT    | /api/debug/limits                          | {"connection_rat":{"limit":1}}   | the body has no 'connection_rat'
            PUT    | /api/debug/limits                          | {"connections_per_client":       | the body is not JSON
            PUT    | /api/debug/limits                          | ``                               | the body must be a JSON object
            PUT    | /api/debug/pool                            | {"max_connections":0}            | max_connections must be a whole number from 1 to 1000, not 0
            PUT    | /api/debug/pool                            | {"max_connections":1001}         | max_connections must be a whole number from 1 to 1000, not 1001
            PUT    | /api/debug/pool                            | {"max_connection":10}            | the body has no 'max_connection'
            PUT    | /api/debug/pool                            | ``                               | the body must be a JSON object
            DELETE | /api/debug/limiters/connections-per-client | ``                               | connections-per-client cannot be switched off
            DELETE | /api/debug/limiters/connections-total      | ``                               | connections-total cannot be switched off
            DELETE | /api/debug/limiters/everything             | ``                               | there is no such limiter: there are connection-rate, message-rate, session-creation
            """)
    void aSlipWithTheLimits_isOneSentence_andChangesNothing(String method, String path, String body, String sentence) {
        var response = chat.operate(method, path, body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(RunningChat.json(response).path("detail").stringValue()).startsWith("Nothing was changed: ")
                .contains(sentence);
        JsonNode limits = chat.status().path("limits");
        assertThat(limits.path("override").isNull()).isTrue();
        assertThat(limits.path("off")).isEmpty();
        assertThat(chat.status().at("/connection_pool/max_connections").intValue()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                              | 400
            {"product_id":"not valid"}      | 400
            {"product_id":                  | 400
            """)
    void aSessionForNoProduct_isABadRequest(String body, int status) {
        var response = chat.post("/api/chat/sessions", body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void health_isOpen_andSaysThatKafkaIsAway() {
        await().until(() -> RunningChat.json(chat.get("/api/health")).at("/reasons/0")
                .stringValue("").startsWith("Kafka does not answer at 127.0.0.1:1: "));
        assertThat(RunningChat.json(chat.get("/api/health")).path("status").stringValue()).isEqualTo("DEGRADED");
        assertThat(chat.get("/actuator/health").statusCode()).isEqualTo(200);
    }

    @Test
    void meters_countDecisions_andNameNoClient() {
        try (Visitor visitor = Visitor.connect(chat.socket("11", "s"))) {
            visitor.frame(0);
            IntStream.range(0, 3).forEach(_ -> Visitor.connect(chat.socket("not%20valid", "s")).closed());
        }
        String meters = chat.send(HttpRequest.newBuilder(chat.uri("/actuator/prometheus"))
                .headers(RunningChat.asOperator())).body();
        assertThat(meters).contains("doorstep_admission_decisions_total{code=\"none\",outcome=\"admitted\"} 1.0",
                "doorstep_admission_decisions_total{code=\"INVALID_PRODUCT_ID\",outcome=\"rejected\"} 3.0",
                "doorstep_pool_connections", "doorstep_clients_tracked",
                "doorstep_events_total{outcome=\"dropped\"} 0.0").doesNotContain("127.0.0.1");
    }

    @Test
    void pages_areServed_withAContentPolicy() {
        var page = chat.get("/products/11");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<doorstep-chat product-id=\"11\"");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).doesNotContain("unsafe");
        var client = chat.send(HttpRequest.newBuilder(chat.uri("/doorstep-client.js")).header("Origin", "https://any"));
        assertThat(client.statusCode()).isEqualTo(200);
        assertThat(client.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(chat.get("/products/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void strayAddresses_areAPageForBrowsers_andAProblemForPrograms() {
        var page = chat.send(HttpRequest.newBuilder(chat.uri("/nothing/%3Chere%3E"))
                .header("Accept", "text/html,*/*;q=0.8"));
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.body()).contains("<h1>Not Found</h1>", "href=\"/products\"").doesNotContain("here");
        var problem = chat.get("/nothing/here");
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
        var unknown = chat.send(HttpRequest.newBuilder(chat.uri("/actuator/info")).header("Accept", "text/html"));
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).contains("<h1>Unauthorized</h1>");
    }
}
