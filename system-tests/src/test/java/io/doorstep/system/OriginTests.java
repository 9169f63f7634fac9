package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.RawSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose pages may open a chat, as their browsers name them. */
class OriginTests {
    private static final RunningChat CHAT = RunningChat.with("doorstep.origins=https://*.shop.example,"
            + "https://plain.example:443,http://eighty.example:80,https://straße.example",
            "doorstep.trusted-proxies=127.0.0.1",
            "doorstep.limits.connection-rate.limit=1000", "doorstep.limits.session-creation.limit=1000");
    private static final String SESSION = "{\"product_id\":\"11\"}";

    @AfterAll
    static void close() {
        CHAT.close();
    }

    /** The socket's check and that of the call for a session are one. */
    private static boolean isAllowed(RunningChat chat, String from, String host, String origin, String... lines) {
        String[] headers = new String[lines.length + 1];
        System.arraycopy(lines, 0, headers, 1, lines.length);
        headers[0] = "Origin: " + origin;
        boolean socket;
        try (RawSocket visitor = RawSocket.from(from, chat.port())) {
            assertThat(visitor.upgradeAt(host, "/ws/chat/customer/11/s", headers)).contains("101");
            String told = visitor.readFrame().text();
            assertThat(told).containsAnyOf("\"connected\"", "\"ORIGIN_NOT_ALLOWED\"");
            socket = told.contains("\"connected\"");
        }
        try (RawSocket page = RawSocket.from(from, chat.port())) {
            page.write(("POST /api/chat/sessions HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n"
                    + String.join("\r\n", headers) + "\r\nContent-Length: " + SESSION.length()
                    + "\r\nConnection: close\r\n\r\n" + SESSION).getBytes(StandardCharsets.UTF_8));
            assertThat(page.readRest()).startsWith(socket ? "HTTP/1.1 201" : "HTTP/1.1 403");
        }
        return socket;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://a.shop.example              , true
            https://b.a.shop.example            , true
            https://shop.example                , true
            https://SHOP.example:443            , true
            https://x.shop.example.evil.test    , false
            https://evilshop.example            , false
            http://a.shop.example               , false
            https://a.shop.example:8443         , false
            https://plain.example               , true
            http://plain.example                , false
            http://eighty.example               , true
            https://xn--strae-oqa.example       , true
            https://strasse.example             , false
            https://upstream                    , true
            null                                , false
            """)
    void theConfiguredOnes_areComparedAsBrowsersSendThem(String origin, boolean allowed) {
        assertThat(isAllowed(CHAT, "127.0.0.2", "upstream", origin)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # peer    , host              , X-Forwarded-Host , proto , origin               , allowed
            127.0.0.2 , chat.example:443  , chat.example     , https , https://chat.example , true
            127.0.0.2 , chat.example      , other.example    , https , https://chat.example , true
            127.0.0.2 , upstream          , chat.example     , https , https://chat.example , false
            127.0.0.1 , upstream          , chat.example     , https , https://chat.example , true
            127.0.0.1 , upstream          , chat.example:443 , wss   , https://chat.example , true
            127.0.0.1 , upstream          , chat.example     , http  , https://chat.example , false
            127.0.0.1 , upstream          , chat.example     , https , https://evil.test    , false
            """)
    void ownPages_areThoseOfTheHost_andOfWhatATrustedProxyWasAskedFor(String peer, String host, String forwardedHost,
            String proto, String origin, boolean allowed) {
        assertThat(isAllowed(CHAT, peer, host, origin, "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-Host: " + forwardedHost, "X-Forwarded-Proto: " + proto)).isEqualTo(allowed);
    }

    @Test
    void ownPages_areToldInForwarded_whereThatIsRead() {
        try (RunningChat chat = RunningChat.with("doorstep.trusted-proxies=127.0.0.1",
                "doorstep.forwarded-header=forwarded")) {
            String forwarded = "Forwarded: for=203.0.113.9;host=chat.example;proto=https";
            assertThat(isAllowed(chat, "127.0.0.1", "upstream", "https://chat.example", forwarded)).isTrue();
            assertThat(isAllowed(chat, "127.0.0.2", "upstream", "https://chat.example", forwarded)).isFalse();
            assertThat(isAllowed(chat, "127.0.0.1", "upstream", "https://chat.example",
                    "X-Forwarded-Host: chat.example", "X-Forwarded-Proto: https")).isFalse();
        }
    }
}
