package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.service.RunningLearner;
import io.doorstep.testing.socket.RawHttp;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What a page of another site makes a browser send that remembers its user's password or cookies, on plain HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrossSiteRequestTests {
    private static final String PROXY = "127.7.0.1";

    private final RunningChat chat = RunningChat.with("doorstep.trusted-proxies=" + PROXY,
            "doorstep.sign-in.failures=100");
    private ConfigurableApplicationContext learner;

    @BeforeAll
    void start(@TempDir Path data) {
        learner = RunningLearner.start(data, "spring.kafka.bootstrap-servers=127.0.0.1:1");
    }

    @AfterAll
    void close() {
        chat.close();
        learner.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            POST   , /api/debug/reset-rate-limits
            PUT    , /api/debug/limits/configured
            DELETE , /api/debug/pool
            POST   , /actuator/doorstep
            POST   , /sign-in
            POST   , /sign-out
            """)
    void thePageOfAnotherSite_changesNothingAtTheDoor(String method, String path) {
        for (String origin : new String[]{"http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"}) {
            assertRefused(send(chat.port(), method, path, "Origin: " + origin, "operator:test-password"));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            POST   , /api/limits/default/freeze
            POST   , /api/limits/default/pin
            DELETE , /api/limits/default
            POST   , /actuator/metrics
            """)
    void thePageOfAnotherSite_changesNothingAtTheLearner(String method, String path) {
        for (String origin : new String[]{"http://evil.example", "null", "http://127.0.0.1:" + chat.port()}) {
            assertRefused(send(learnerPort(), method, path, "Origin: " + origin, "operator:test"));
        }
    }

    private static void assertRefused(RawHttp.Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("Origin is not ours");
    }

    @Test
    void ourOwnPage_andAProgram_change() {
        String reset = "/api/debug/reset-rate-limits";
        assertThat(send(chat.port(), "POST", reset, "Origin: http://127.0.0.1:" + chat.port(),
                "operator:test-password").status()).isEqualTo(200);
        assertThat(send(chat.port(), "POST", reset, "Accept: */*", "operator:test-password").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            127.7.0.1 , https://chat.example , 200
            127.7.0.1 , http://chat.example  , 403
            127.7.0.1 , https://evil.example , 403
            127.0.0.1 , https://chat.example , 403
            """)
    void ourOwnPageBehindATrustedProxy_changes(String peer, String origin, int status) {
        try (RawHttp http = new RawHttp(chat.port(), peer)) {
            assertThat(http.send("POST", "/api/debug/reset-rate-limits", "", "Origin: " + origin,
                    "X-Forwarded-Host: chat.example", "X-Forwarded-Proto: https",
                    RawHttp.basic("operator:test-password")).status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            application/x-www-form-urlencoded, client=192.0.2.1
            application/x-www-form-urlencoded, ''
            multipart/form-data; boundary=x  , ''
            text/plain                       , '{"max_connections":10}'
            """)
    void whatAFormSends_is415_withABodyAndWithout(String type, String body) {
        for (String path : new String[]{"/api/debug/reset-rate-limits", "/api/chat/sessions"}) {
            assertUnsupported(chat.port(), path, type, body, "operator:test-password");
        }
        assertUnsupported(learnerPort(), "/api/limits/default/freeze", type, body, "operator:test");
    }

    private static void assertUnsupported(int port, String path, String type, String body, String credentials) {
        try (RawHttp http = new RawHttp(port, "127.0.0.1")) {
            var answer = http.send("POST", path, body, "Content-Type: " + type, RawHttp.basic(credentials));
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.header("Content-Type")).contains("application/problem+json");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            127.7.0.1 , https , true
            127.7.0.1 , http  , false
            127.0.0.1 , https , false
            """)
    void cookiesAreSecure_andHstsIsSent_whereATrustedProxyEndsTls(String peer, String proto, boolean secure) {
        try (RawHttp http = new RawHttp(chat.port(), peer)) {
            var page = http.send("GET", "/sign-in", "", "X-Forwarded-Proto: " + proto);
            assertThat(page.header("Set-Cookie").orElse("").contains("; secure")).isEqualTo(secure);
            assertThat(page.header("Strict-Transport-Security").isPresent()).isEqualTo(secure);
        }
    }

    private static RawHttp.Answer send(int port, String method, String path, String line, String credentials) {
        try (RawHttp http = new RawHttp(port, "127.0.0.1")) {
            return http.send(method, path, "", line, RawHttp.basic(credentials));
        }
    }

    private int learnerPort() {
        return learner.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }
}
