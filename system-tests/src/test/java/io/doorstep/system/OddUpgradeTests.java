package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.RawSocket;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Upgrades that a web server would refuse by itself are accepted and explained, or admitted where nothing is wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddUpgradeTests {
    private static final String WEBSOCKET = "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13|"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private static final String PATH = "/ws/chat/customer/11/s-1";

    private final RunningChat chat = RunningChat.with("doorstep.limits.connection-rate.limit=1000");

    @AfterAll
    void close() {
        chat.close();
    }

    private static String request(String line, String headers) {
        return line + "\r\n" + headers.replace("|", "\r\n") + "\r\n\r\n";
    }

    private void assertFirstFrame(String request, String part) {
        try (RawSocket socket = new RawSocket(chat.port())) {
            assertThat(socket.ask(request)).contains(" 101");
            assertThat(socket.readFrame().text()).contains(part);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            # path                              ! code
            /ws/chat/customer/11/a%2Fb          ! INVALID_SESSION_ID
            /ws/chat/customer/11/a%2fb          ! INVALID_SESSION_ID
            /ws/chat/customer/a%2Fb/s           ! INVALID_PRODUCT_ID
            /ws/chat/customer/11/a%5Cb          ! INVALID_SESSION_ID
            /ws/chat/customer/a%5cb/s           ! INVALID_PRODUCT_ID
            /ws/chat/customer/11/%zz            ! INVALID_SESSION_ID
            /ws/chat/customer/%zz/s             ! INVALID_PRODUCT_ID
            /ws/chat/customer/11/%              ! INVALID_SESSION_ID
            /ws/chat/customer/11/a%4            ! INVALID_SESSION_ID
            /ws/chat/customer/11/%00            ! INVALID_SESSION_ID
            /ws/chat/customer/11/%ff%fe         ! INVALID_SESSION_ID
            /ws/chat/customer/11/a[b            ! INVALID_SESSION_ID
            /ws/chat/customer/a]b/s             ! INVALID_PRODUCT_ID
            /ws/chat/customer/11/a|b            ! INVALID_SESSION_ID
            /ws/chat/customer/{id}/s            ! INVALID_PRODUCT_ID
            /ws/chat/customer/11/<s>            ! INVALID_SESSION_ID
            /ws/chat/customer/11/a"b            ! INVALID_SESSION_ID
            /ws/chat/customer/11/a\\b           ! INVALID_SESSION_ID
            /ws/chat/customer/11/a^b`c          ! INVALID_SESSION_ID
            /ws/chat/customer/11/a#b            ! INVALID_SESSION_ID
            /ws/chat/customer/11/gespräch       ! INVALID_SESSION_ID
            /ws/chat/customer/ünïcode/s         ! INVALID_PRODUCT_ID
            /ws/chat/customer/11/\u0001         ! INVALID_SESSION_ID
            /ws/chat/customer/./s               ! INVALID_PRODUCT_ID
            /ws/chat/customer/../s              ! INVALID_PRODUCT_ID
            /ws/chat/customer/%2e%2e/s          ! INVALID_PRODUCT_ID
            /ws/chat/customer/11/.              ! INVALID_SESSION_ID
            /ws/chat/customer/11/..             ! INVALID_SESSION_ID
            /ws/chat/customer/../../../../../etc ! INVALID_PRODUCT_ID
            /ws/chat/customer//s                ! INVALID_PRODUCT_ID
            /ws/chat/customer                   ! INVALID_PRODUCT_ID
            /ws/nowhere                         ! INVALID_PRODUCT_ID
            /ws%2Fchat%2Fcustomer%2F11%2Fs      ! INVALID_PRODUCT_ID
            """)
    void oddPath_isExplained(String path, String code) {
        assertFirstFrame(request("GET " + path + " HTTP/1.1", "Host: x|" + WEBSOCKET), code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?a=[1]", "?a|b", "?q=ä", "?%zz", "?<>{}^`\"\\", "?a=%2F&&;", "?a#b", "?.."})
    void oddQuery_isNotOurs_andTheSocketIsIn(String query) {
        assertFirstFrame(request("GET " + PATH + query + " HTTP/1.1", "Host: x|" + WEBSOCKET), "connected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            # line                                                       ! headers
            GET /ws/chat/customer/11/s-1 HTTP/1.1                        ! X-None: 1
            GET /ws/chat/customer/11/s-1 HTTP/1.0                        ! X-None: 1
            GET /ws/chat/customer/11/s-1 HTTP/1.1                        ! Host: a|Host: b
            GET /ws/chat/customer/11/s-1 HTTP/1.1                        ! Host: a b
            GET /ws/chat/customer/11/s-1 HTTP/1.1                        ! Host:
            GET /ws/chat/customer/11/s-1 HTTP/1.1                        ! Host: [::1
            GET /ws/chat/customer/11/s-1 HTTP/1.1                        ! Host: x:port
            GET /ws/chat/customer/11/s-1 HTTP/1.1                        ! Host: under_score.example
            GET http://other.example/ws/chat/customer/11/s-1 HTTP/1.1    ! Host: x
            GET http://x/ws/chat/customer/11/s-1 HTTP/1.1                ! Host: x
            GET /ws/chat/customer/11/s-1 HTTP/1.1                        ! Host: x|Expect: the-worst
            """)
    void oddHost_isIn(String line, String headers) {
        assertFirstFrame(request(line, headers + "|" + WEBSOCKET), "connected");
    }

    @Test
    void severalHosts_areNoOnesOwnPage() {
        assertFirstFrame(request("GET " + PATH + " HTTP/1.1",
                "Host: x|Host: y|Origin: http://x|" + WEBSOCKET), "ORIGIN_NOT_ALLOWED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upgrade: h2c, websocket|Connection: Upgrade",
            "Upgrade: h2c|Upgrade: WebSocket|Connection: upgrade",
            "Upgrade: websocket|Connection: keep-alive, Upgrade",
            "Upgrade: websocket|Connection: keep-alive|Connection: UPGRADE",
            "Upgrade: websocket|Connection: close, Upgrade"})
    void listsOfTokens_areRead(String headers) {
        assertFirstFrame(request("GET " + PATH + " HTTP/1.1", "Host: x|" + headers + "|Sec-WebSocket-Version: 13|"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="), "connected");
    }

    @ParameterizedTest
    @ValueSource(ints = {8_300, 16_000, 32_000})
    void largeCookies_areIn_pagesToo(int bytes) {
        String cookie = "Cookie: c=" + "x".repeat(bytes);
        assertFirstFrame(request("GET " + PATH + " HTTP/1.1", "Host: x|" + cookie + "|" + WEBSOCKET), "connected");
        try (RawSocket page = new RawSocket(chat.port())) {
            assertThat(page.ask(request("GET /api/health HTTP/1.1", "Host: x|" + cookie))).contains(" 200");
        }
    }

    @Test
    void manyHeaders_andManyCookies_areIn() {
        String headers = IntStream.range(0, 200).mapToObj(i -> "X-" + i + ": 1").collect(Collectors.joining("|"));
        assertFirstFrame(request("GET " + PATH + " HTTP/1.1", "Host: x|" + headers + "|" + WEBSOCKET), "connected");
        String cookies = IntStream.range(0, 1000).mapToObj(i -> "c" + i + "=1").collect(Collectors.joining("; "));
        assertFirstFrame(request("GET " + PATH + " HTTP/1.1", "Host: x|Cookie: " + cookies + "|" + WEBSOCKET),
                "connected");
    }
}
