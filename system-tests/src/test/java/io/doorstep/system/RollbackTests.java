package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** What an operator changes with one call, and what holds at once. */
@ExtendWith(OutputCaptureExtension.class)
class RollbackTests {
    private static final String LIMITS = "/api/debug/limits";

    private static int newSession(RunningChat chat) {
        return chat.post("/api/chat/sessions", "{\"product_id\":\"11\"}").statusCode();
    }

    private static String connect(RunningChat chat) {
        try (Visitor visitor = Visitor.decided(chat.socket("11", "s"))) {
            JsonNode frame = visitor.frame(0);
            return frame.path("type").stringValue().equals("connected")
                    ? "connected"
                    : frame.path("code").stringValue() + " " + frame.path("limit").intValue();
        }
    }

    private static JsonNode ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningChat.json(response);
    }

    @Test
    void aLimitThatIsLowered_refusesAtOnce_withTheNewNumber_untilItIsReleased(CapturedOutput output) {
        try (RunningChat chat = RunningChat.with()) {
            assertThat(connect(chat)).isEqualTo("connected");
            assertThat(connect(chat)).isEqualTo("connected");
            JsonNode report = ok(chat.operate("PUT", LIMITS, "{\"connection_rate\":{\"limit\":2}}"));
            assertThat(connect(chat)).isEqualTo("RATE_LIMIT_EXCEEDED 2");
            assertThat(report.at("/override/operator").stringValue()).isEqualTo("operator");
            assertThat(report.at("/override/limits/connection_rate/window_ms").longValue()).isEqualTo(300_000);
            assertThat(report.at("/scopes/0/limits/connection_rate/limit").intValue()).isEqualTo(2);
            assertThat(report.at("/scopes/0/beneath/connection_rate/limit").intValue()).isEqualTo(50);
            assertThat(chat.status().at("/limits/override/limits/connection_rate/limit").intValue()).isEqualTo(2);
            assertThat(chat.status().at("/rate_limiter/connection_limit").stringValue())
                    .isEqualTo("2 connections per 5 minutes");
            assertThat(ok(chat.operate("DELETE", LIMITS, "")).path("override").isNull()).isTrue();
            assertThat(connect(chat)).isEqualTo("connected");
        }
        assertThat(output).contains("Limits set by operator: now 2 connections per 5 minutes",
                "Limits released by operator: now 50 connections per 5 minutes");
    }

    @Test
    void theConfiguredLimits_areBackInForce_untilReleased() {
        try (RunningChat chat = RunningChat.with("doorstep.limits.connection-rate.limit=40")) {
            ok(chat.operate("PUT", LIMITS, "{\"connection_rate\":{\"limit\":2},\"connections_per_client\":1}"));
            JsonNode report = ok(chat.operate("PUT", LIMITS + "/configured", ""));
            assertThat(report.path("override").path("limits")).isEqualTo(report.path("configured"));
            assertThat(report.at("/configured/connection_rate/limit").intValue()).isEqualTo(40);
            assertThat(ok(chat.operate("GET", LIMITS, "")).path("override").isObject()).isTrue();
        }
    }

    @Test
    void aPoolThatIsMadeSmaller_keepsWhoIsIn_andRefusesNewcomers_untilItIsReleased(CapturedOutput output) {
        try (RunningChat chat = RunningChat.with("doorstep.pool.max-connections=40");
                Visitor first = Visitor.decided(chat.socket("11", "a"));
                Visitor second = Visitor.decided(chat.socket("11", "b"))) {
            JsonNode size = ok(chat.operate("PUT", "/api/debug/pool", "{\"max_connections\":1}"));
            assertThat(size.toString())
                    .isEqualTo("{\"max_connections\":1,\"configured\":40,\"active_connections\":2}");
            assertThat(connect(chat)).isEqualTo("CONNECTION_LIMIT_EXCEEDED 1");
            assertThat(first.send("{\"type\":\"resume\",\"after\":-1}").frame("history")).isNotNull();
            assertThat(second.isOpen()).isTrue();
            assertThat(chat.status().at("/connection_pool/available_connections").intValue()).isZero();
            assertThat(ok(chat.operate("DELETE", "/api/debug/pool", "")).path("max_connections").intValue())
                    .isEqualTo(40);
            assertThat(connect(chat)).isEqualTo("connected");
        }
        assertThat(output).contains("Pool resized by operator: now 1 connections in all",
                "Pool resized by operator: now 40 connections in all");
    }

    @Test
    void everybodyComesIn_whenALimiterIsOff_andHealthSaysSo(CapturedOutput output) {
        try (RunningChat chat = RunningChat.with("doorstep.limits.session-creation.limit=1")) {
            assertThat(newSession(chat)).isEqualTo(201);
            assertThat(newSession(chat)).isEqualTo(429);
            JsonNode report = ok(chat.operate("DELETE", "/api/debug/limiters/session-creation", ""));
            assertThat(IntStream.range(0, 10).map(_ -> newSession(chat))).containsOnly(201);
            assertThat(report.at("/off/0/limit_name").stringValue()).isEqualTo("session_creation");
            assertThat(chat.status().at("/limits/off/0/operator").stringValue()).isEqualTo("operator");
            assertThat(chat.status().at("/rate_limiter/session_limit").stringValue())
                    .isEqualTo("1 session per hour (switched off)");
            JsonNode health = RunningChat.json(chat.get("/api/health"));
            assertThat(health.path("status").stringValue()).isEqualTo("DEGRADED");
            assertThat(health.path("reasons").toString())
                    .contains("the session creation limiter has been switched off by an operator since 20");
            assertThat(ok(chat.operate("PUT", "/api/debug/limiters/session-creation", "")).path("off")).isEmpty();
            assertThat(newSession(chat)).isEqualTo(429);
        }
        assertThat(output).contains("Session creation limiter switched off by operator: now ",
                "switched off: session creation", "Session creation limiter switched on by operator: now ");
    }
}
