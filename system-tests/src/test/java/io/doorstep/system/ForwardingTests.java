package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.RawSocket;
import io.doorstep.testing.socket.Visitor;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Whom the service takes its visitors for, with proxies and without; observed by whose limiters there are to forget. */
@ExtendWith(OutputCaptureExtension.class)
class ForwardingTests {
    private static final String KUBERNETES = "spring.main.cloud-platform=kubernetes";
    /** By the header that it reads; for rows that leave nothing behind. */
    private static final Map<String, RunningChat> BEHIND_A_PROXY = new HashMap<>();

    @AfterAll
    static void close() {
        BEHIND_A_PROXY.values().forEach(RunningChat::close);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # trusted            | read            | X-Forwarded-For                 | Forwarded                               | client
            ``                   | x-forwarded-for | 198.51.100.1                    | for=198.51.100.2                        | 127.0.0.1
            ``                   | forwarded       | 198.51.100.1                    | for=198.51.100.2                        | 127.0.0.1
            127.0.0.1,10.0.0.0/8 | x-forwarded-for | 1.1.1.1, 198.51.100.1, 10.0.0.9 | for=198.51.100.2                        | 198.51.100.1
            127.0.0.1,10.0.0.0/8 | forwarded       | 198.51.100.1                    | for=1.1.1.1, For="198.51.100.2:80";by=x | 198.51.100.2
            127.0.0.1            | forwarded       | 198.51.100.1                    | for=", for="[2001:db8::1]:80"           | ip:2001:db8::/64
            """)
    void theClient_isWhomTrustedProxiesName_onKubernetesToo(String trusted, String read, String forwardedFor,
            String forwarded, String client) {
        String[] headers = {"X-Forwarded-For", forwardedFor, "Forwarded", forwarded, "X-Real-IP", "198.51.100.9"};
        try (RunningChat chat = RunningChat.with(KUBERNETES, "doorstep.trusted-proxies=" + trusted,
                "doorstep.forwarded-header=" + read);
                Visitor visitor = Visitor.decided(chat.socket("11", "s"), headers)) {
            assertThat(visitor.frame(0).path("type").stringValue()).isEqualTo("connected");
            assertThat(forgotten(chat, client)).isEqualTo(1);
            assertThat(forgotten(chat, "")).isZero();
            assertThat(chat.post("/api/chat/sessions", "{\"product_id\":\"11\"}", headers).statusCode())
                    .isEqualTo(201);
            assertThat(forgotten(chat, client)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # read          | header lines, of a proxy that is trusted                   | client
            x-forwarded-for | X-Forwarded-For: 203.0.113.9,                              | 203.0.113.9
            x-forwarded-for | X-Forwarded-For: 203.0.113.9, , 127.0.0.1                  | 203.0.113.9
            x-forwarded-for | X-Forwarded-For: 203.0.113.9!X-Forwarded-For:              | 203.0.113.9
            x-forwarded-for | X-Forwarded-For: 203.0.113.9!X-Forwarded-For: 127.0.0.1, , | 203.0.113.9
            x-forwarded-for | X-Forwarded-For: ::ffff:203.0.113.9:443                    | 203.0.113.9
            x-forwarded-for | X-Forwarded-For: [2001:DB8:0:1::9]:443 ,                   | ip:2001:db8:0:1::/64
            x-forwarded-for | X-Forwarded-For: , ,                                       | 127.0.0.1
            forwarded       | Forwarded: for=203.0.113.9,                                | 203.0.113.9
            forwarded       | Forwarded: for=203.0.113.9,,for=127.0.0.1                  | 203.0.113.9
            forwarded       | Forwarded: proto=http;For="[2001:db8::9]:443"!Forwarded:   | ip:2001:db8::/64
            """)
    void emptyElements_areNone_andWhatCanBeReadIsTheClients(String read, String lines, String client) {
        RunningChat chat = BEHIND_A_PROXY.computeIfAbsent(read, header -> RunningChat.with(
                "doorstep.trusted-proxies=127.0.0.1", "doorstep.forwarded-header=" + header));
        try (RawSocket visitor = new RawSocket(chat.port())) {
            visitor.upgrade("/ws/chat/customer/11/s", lines.split("!", -1));
            assertThat(visitor.readFrame().text()).contains("\"connected\"");
            assertThat(forgotten(chat, client)).isEqualTo(1);
            assertThat(forgotten(chat, "")).isZero();
            assertThat(chat.status().path("warnings")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x-forwarded-for | X-Forwarded-For | 203.0.113.9, unknown
            x-forwarded-for | X-Forwarded-For | 203.0.113.9, _hidden
            x-forwarded-for | X-Forwarded-For | 203.0.113.9.
            forwarded       | Forwarded       | for=203.0.113.9, for=unknown
            forwarded       | Forwarded       | for=203.0.113.9, proto=https
            """)
    void aProxyThatWritesBadly_isTheClient_countedAndShownOnce(String read, String header, String value,
            CapturedOutput output) {
        try (RunningChat chat = RunningChat.with("doorstep.trusted-proxies=127.0.0.1",
                "doorstep.forwarded-header=" + read)) {
            for (int i = 0; i < 5; i++) {
                Visitor.decided(chat.socket("11", "s"), header, value).close();
            }
            assertThat(forgotten(chat, "127.0.0.1")).isEqualTo(1);
            String told = "The trusted proxy 127.0.0.1 writes " + header + " in a way that cannot be read";
            assertThat(output.getOut().lines().filter(line -> line.contains(told))).hasSize(1);
            assertThat(texts(chat.status().path("warnings"))).singleElement().asString().startsWith(told);
            JsonNode health = RunningChat.json(chat.get("/api/health"));
            assertThat(texts(health.path("reasons"))).anyMatch(reason -> reason.startsWith(told));
            assertThat(chat.send(HttpRequest.newBuilder(chat.uri("/actuator/prometheus"))
                    .headers(RunningChat.asOperator())).body())
                    .containsPattern("doorstep_forwarding_unreadable_total[^\n]* 5\\.0");
        }
    }

    @Test
    void spoofedHeaders_giveNoFreshBudget_onKubernetes() {
        try (RunningChat chat = RunningChat.with(KUBERNETES, "doorstep.limits.connection-rate.limit=1");
                Visitor first = Visitor.decided(chat.socket("11", "s"), "X-Forwarded-For", "198.51.100.1");
                Visitor other = Visitor.decided(chat.socket("11", "s"), "X-Forwarded-For", "198.51.100.2");
                Visitor again = Visitor.decided(chat.socket("11", "s"), "Forwarded", "for=198.51.100.3")) {
            assertThat(first.frame(0).path("type").stringValue()).isEqualTo("connected");
            assertThat(other.frame(0).path("code").stringValue()).isEqualTo("RATE_LIMIT_EXCEEDED");
            assertThat(again.frame(0).path("code").stringValue()).isEqualTo("RATE_LIMIT_EXCEEDED");
        }
    }

    @Test
    void aProxyThatIsNotConfigured_isWarnedOf(CapturedOutput output) {
        try (RunningChat chat = RunningChat.with("doorstep.limits.connection-rate.limit=1000")) {
            assertThat(chat.status().path("warnings")).isEmpty();
            attempts(chat, 120);
            assertThat(output.getOut().lines().filter(line -> line.contains("WARN")
                    && line.contains("set doorstep.trusted-proxies=127.0.0.1"))).hasSize(1);
            assertThat(texts(chat.status().path("warnings"))).singleElement().asString()
                    .startsWith("Nearly all connection attempts (100 of 100) come from 127.0.0.1");
            assertThat(chat.send(HttpRequest.newBuilder(chat.uri("/actuator/doorstep"))
                    .headers(RunningChat.asOperator())).body()).contains("doorstep.trusted-proxies=127.0.0.1");
            assertThat(RunningChat.json(chat.get("/api/health")).path("reasons").toString())
                    .doesNotContain("trusted-proxies");
        }
    }

    @Test
    void aProxyThatIsConfigured_isNotWarnedOf(CapturedOutput output) {
        try (RunningChat chat = RunningChat.with("doorstep.limits.connection-rate.limit=1000",
                "doorstep.trusted-proxies=127.0.0.1")) {
            attempts(chat, 120);
            assertThat(chat.status().path("warnings")).isEmpty();
            assertThat(output).doesNotContain("Nearly all connection attempts");
        }
    }

    private static void attempts(RunningChat chat, int count) {
        for (int i = 0; i < count; i++) {
            Visitor.connect(chat.socket("11", "s"), "X-Forwarded-For", "198.51.100." + i).close();
        }
    }

    private static int forgotten(RunningChat chat, String client) {
        String path = "/api/debug/reset-rate-limits" + (client.isEmpty() ? "" : "?client=" + client);
        return RunningChat.json(chat.post(path, null, RunningChat.asOperator())).path("forgotten").intValue();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::stringValue).toList();
    }
}
