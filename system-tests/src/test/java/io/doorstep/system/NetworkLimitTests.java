package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Many addresses of one IPv6 /48, through a proxy. */
class NetworkLimitTests {
    private static final String PROXY = "doorstep.trusted-proxies=127.0.0.1";
    private static final int ADDRESSES = 200;

    private static String address(int number) {
        return "2001:db8:1:" + Integer.toHexString(number + 1) + "::1";
    }

    private static Visitor visitor(RunningChat chat, String address) {
        return Visitor.decided(chat.socket("11", "s"), "X-Forwarded-For", address);
    }

    private static String codeOf(Visitor visitor) {
        return visitor.frame(0).path("code").stringValue("none");
    }

    private static void close(List<Visitor> visitors) {
        visitors.forEach(Visitor::close);
    }

    @Test
    void sockets_ofAFortyEight_areEightTimesThoseOfASixtyFour() {
        List<Visitor> visitors = new ArrayList<>();
        try (RunningChat chat = RunningChat.with(PROXY, "doorstep.pool.max-per-client=3")) {
            for (int i = 0; i < ADDRESSES; i++) {
                visitors.add(visitor(chat, address(i)));
            }
            assertThat(visitors.stream().collect(Collectors.groupingBy(NetworkLimitTests::codeOf,
                    Collectors.counting()))).isEqualTo(Map.of("none", 24L, "CONNECTION_LIMIT_EXCEEDED", 176L));
            JsonNode told = visitors.getLast().frame(0);
            assertThat(told.path("scope").stringValue()).isEqualTo("network");
            assertThat(told.path("limit").intValue()).isEqualTo(24);
            assertThat(told.path("reconnect").booleanValue()).isTrue();
            assertThat(visitors.getLast().closed())
                    .isEqualTo(new Visitor.Closed(1008, "CONNECTION_LIMIT_EXCEEDED;retry=10"));
            visitors.add(visitor(chat, "2001:db8:2::1"));
            visitors.add(visitor(chat, "198.51.100.1"));
            assertThat(codeOf(visitors.get(ADDRESSES))).isEqualTo("none");
            assertThat(codeOf(visitors.get(ADDRESSES + 1))).isEqualTo("none");

            JsonNode standing = RunningChat.json(chat.operate("GET", "/api/debug/clients/" + address(0), ""))
                    .path("network");
            assertThat(standing.path("network").stringValue()).isEqualTo("ip:2001:db8:1::/48");
            assertThat(standing.path("connections").path("left").intValue()).isZero();
            assertThat(standing.path("connection_rate").path("left").intValue()).isEqualTo(400 - 24);
            visitors.getFirst().close();
            await().until(() -> chat.connections() == 25);
            visitors.add(visitor(chat, address(ADDRESSES)));
            assertThat(codeOf(visitors.getLast())).isEqualTo("none");
            close(visitors);
            await().until(() -> chat.connections() == 0);
            assertThat(chat.status().path("connection_pool").path("drift").intValue()).isZero();
        }
    }

    @Test
    void connections_ofAFortyEight_areEightTimesThoseOfASixtyFour_untilOneOfItIsReset() {
        List<Visitor> visitors = new ArrayList<>();
        try (RunningChat chat = RunningChat.with(PROXY, "doorstep.limits.connection-rate.limit=2")) {
            for (int i = 0; i < 20; i++) {
                visitors.add(visitor(chat, address(i)));
            }
            assertThat(visitors.stream().map(NetworkLimitTests::codeOf).filter("none"::equals)).hasSize(16);
            JsonNode told = visitors.getLast().frame(0);
            assertThat(told.path("code").stringValue()).isEqualTo("RATE_LIMIT_EXCEEDED");
            assertThat(told.path("scope").stringValue()).isEqualTo("network");
            assertThat(told.path("message").stringValue())
                    .isEqualTo("Rate limit exceeded: 16 connections per 5 minutes per network");
            assertThat(told.path("retry_after_ms").longValue()).isBetween(200_000L, 300_000L);
            assertThat(chat.operate("POST", "/api/debug/reset-rate-limits?client=" + address(19), "").statusCode())
                    .isEqualTo(200);
            visitors.add(visitor(chat, address(19)));
            assertThat(codeOf(visitors.getLast())).isEqualTo("none");
            close(visitors);
        }
    }

    @Test
    void sessions_ofAFortyEight_areEightTimesThoseOfASixtyFour() {
        try (RunningChat chat = RunningChat.with(PROXY, "doorstep.limits.session-creation.limit=1")) {
            for (int i = 0; i < 8; i++) {
                assertThat(session(chat, address(i)).statusCode()).isEqualTo(201);
            }
            HttpResponse<String> refused = session(chat, address(8));
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("RateLimit-Policy")).contains("\"session-creation\";q=8;w=3600");
            assertThat(RunningChat.json(refused).path("code").stringValue()).isEqualTo("SESSION_LIMIT_EXCEEDED");
            assertThat(session(chat, "2001:db8:2::1").statusCode()).isEqualTo(201);
        }
    }

    private static HttpResponse<String> session(RunningChat chat, String address) {
        return chat.post("/api/chat/sessions", "{\"product_id\":\"11\"}", "X-Forwarded-For", address);
    }

    @Test
    void networks_haveNoLimits_whereTheFactorIsZero() {
        List<Visitor> visitors = new ArrayList<>();
        try (RunningChat chat = RunningChat.with(PROXY, "doorstep.pool.max-per-client=1",
                "doorstep.limits.network-factor=0")) {
            for (int i = 0; i < 40; i++) {
                visitors.add(visitor(chat, address(i)));
            }
            assertThat(visitors).extracting(NetworkLimitTests::codeOf).containsOnly("none");
            close(visitors);
        }
    }
}
