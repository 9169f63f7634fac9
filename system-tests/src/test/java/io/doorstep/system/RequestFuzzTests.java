package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.service.RunningLearner;
import io.doorstep.testing.socket.RawHttp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Requests of every wrong kind, at every address of both services: each is answered, and none makes noise. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class RequestFuzzTests {
    private static final int REQUESTS = 600;
    private static final List<String> DOOR = List.of("/", "/products", "/products/11", "/products/99",
            "/doorstep-client.js", "/desk", "/desk.js", "/sign-in", "/sign-in/wait", "/sign-out", "/api/health",
            "/api/chat/sessions", "/api/debug/websocket-status", "/api/debug/limits", "/api/debug/limits/configured",
            "/api/debug/limiters/message-rate", "/api/debug/pool", "/api/debug/clients/192.0.2.1",
            "/api/debug/reset-rate-limits", "/actuator", "/actuator/health", "/actuator/health/details",
            "/actuator/metrics", "/actuator/metrics/jvm.memory.used", "/actuator/prometheus", "/actuator/doorstep",
            "/error", "/nothing", "/shop/21.svg");
    private static final List<String> LEARNER = List.of("/", "/api/limits", "/api/limits/default",
            "/api/limits/product:11", "/api/limits/default/revisions", "/api/commands/x", "/api/patterns", "/api/loss",
            "/api/status", "/openapi.yaml", "/actuator", "/actuator/metrics", "/actuator/prometheus", "/error",
            "/nothing");
    private static final List<String> ENDINGS = List.of("", "", "", "", ";x=%zz", ";a=b", ";%", "//", "/%25", "/.;/",
            "%20", "?client=%zz", "?client=%", "?limit=abc", "?limit=-1&limit=2", "?before=x", "?a=b&&=&=c",
            "?client=%00", "?client=%ff%fe", "?to=//evil.example", "?notice=%0d%0aX:1", "?" + "a".repeat(3000),
            "/" + "a".repeat(2000));
    private static final List<String> METHODS = List.of("GET", "GET", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD",
            "OPTIONS", "FOO", "PROPFIND");
    private static final List<String> HEADERS = List.of("Accept: nonsense", "Accept: */*;q=2", "Accept: text/html",
            "Accept: application/xml", "Accept:", "Accept: text/html;q=foo", "Accept: application/json;charset=nope",
            "Content-Type: nonsense", "Content-Type: application/json;charset=utf-99", "Content-Type: ;;",
            "Content-Type: application/json;charset=utf-16", "Content-Type: text/plain",
            "Content-Type: multipart/form-data", "Content-Type: multipart/form-data; boundary=x",
            "Content-Type: application/x-www-form-urlencoded", "Range: bytes=5-1", "Range: bytes=0-0,2-3,a-b",
            "Range: nonsense", "Accept-Language: xx-yy-zz-123456789", "Accept-Language: de;q=foo", "Cookie: =;=;;a",
            "Cookie: doorstep-sign-in=garbage", "Cookie: doorstep-sign-in=YTpiOmM6ZA==", "If-Modified-Since: nope",
            "If-None-Match: \"", "Origin: null", "Origin: http://evil.example", "Origin: ://",
            "Access-Control-Request-Method: FOO", "Last-Event-ID: abc", "Idempotency-Key: " + "k".repeat(5000),
            "Authorization: Basic", "Authorization: Basic !!!", "Authorization: Basic YQ==", "Authorization: Bearer x",
            "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.", "X-HTTP-Method-Override: DELETE", "Forwarded: for=\"",
            "X-Forwarded-Proto: https, \"", "Sec-Fetch-Site: nope", "Accept-Encoding: gzip;q=x");
    private static final List<String> BODIES = List.of("", "{", "{}", "[]", "null", "\"x\"", "{\"product_id\":1}",
            "{\"product_id\":{\"a\":1}}", "{\"product_id\":\"\\ud800\"}", "[".repeat(5000), "{\"a\":".repeat(3000),
            "{\"connection_rate\":{\"limit\":1e400}}", "{\"max_connections\":\"x\"}", "{\"numbers\":[]}",
            "9".repeat(2000), "\u00ff\u00fe\u0000", "a=b&c=%zz",
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb", "name=operator&password=x",
            "x".repeat(20_000));
    private static final Pattern LINE = Pattern
            .compile("(?m)^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)\\S* +(?:WARN|ERROR) .*?\\] (\\S+) +: ");

    private final RunningChat chat = RunningChat.with("doorstep.sign-in.failures=1000000");
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

    @Test
    void whateverIsSentToTheDoor_isAnsweredInOurWords_withoutNoise(CapturedOutput output) {
        fuzz(chat.port(), DOOR, "operator:test-password", 20261128);
        assertQuiet(output.toString());
    }

    @Test
    void whateverIsSentToTheLearner_isAnsweredInOurWords_withoutNoise(CapturedOutput output) {
        fuzz(learnerPort(), LEARNER, "operator:test", 20261129);
        assertQuiet(output.toString());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /;x=%zz , 400
            /products;x=%zz , 400
            /;%     , 400
            /;a     , 400
            /a//b   , 400
            /%25    , 400
            """)
    void pathsThatCannotBeRead_are400_withoutATrace(String path, int status, CapturedOutput output) {
        for (int port : new int[]{chat.port(), learnerPort()}) {
            try (RawHttp http = new RawHttp(port, "127.0.0.1")) {
                var answer = http.send("GET", path, "", RawHttp.basic("operator:x"));
                assertThat(answer.status()).isEqualTo(status);
                assertThat(answer.header("Content-Type")).contains("application/problem+json");
            }
        }
        assertThat(output).doesNotContain("\tat ");
    }

    private static void fuzz(int port, List<String> paths, String credentials, long seed) {
        var random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            String method = one(METHODS, random);
            String target = one(paths, random) + one(ENDINGS, random);
            String body = List.of("GET", "HEAD").contains(method) ? "" : one(BODIES, random);
            List<String> headers = new ArrayList<>(List.of("Connection: close"));
            for (int more = random.nextInt(3); more > 0; more--) {
                headers.add(one(HEADERS, random));
            }
            if (random.nextInt(4) > 0 && headers.stream().noneMatch(header -> header.startsWith("Authorization"))) {
                headers.add(RawHttp.basic(credentials));
            }
            if (!body.isEmpty() && headers.stream().noneMatch(header -> header.startsWith("Content-Type"))) {
                headers.add("Content-Type: application/json");
            }
            try (RawHttp http = new RawHttp(port, "127.0.0.1")) {
                var answer = http.send(method, target, body, headers.toArray(String[]::new));
                assertThat(answer.status()).as("%s %s %s", method, target, headers).isLessThan(500);
                assertThat(method.equals("HEAD") || answer.status() < 400 || isInOurWords(answer))
                        .as("%s %s %s: %s", method, target, headers, answer).isTrue();
            }
        }
    }

    private static boolean isInOurWords(RawHttp.Answer answer) {
        String type = answer.header("Content-Type").orElse("");
        return type.startsWith("application/problem+json")
                || (type.startsWith("text/html") && (answer.body().contains("href=\"/products\"")
                        || answer.body().contains("<h1>" + answer.status() + " ")));
    }

    private static void assertQuiet(String output) {
        assertThat(output).doesNotContain("\tat ");
        Map<String, Long> lines = LINE.matcher(output).results().filter(line -> !line.group(2).endsWith("OperatorLog"))
                .collect(Collectors.groupingBy(line -> line.group(1) + " " + line.group(2), Collectors.counting()));
        assertThat(lines.values()).allMatch(count -> count <= 2);
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private int learnerPort() {
        return learner.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }
}
