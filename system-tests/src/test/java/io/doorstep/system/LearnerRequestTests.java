package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.machine.Alone;
import io.doorstep.testing.service.RunningLearner;
import io.doorstep.testing.socket.RawHttp;
import io.doorstep.testing.socket.RawSocket;
import io.doorstep.testing.socket.ServerEnds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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

/** The learner's door for operators: what drips, guesses or cannot be read keeps none of them out. */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class LearnerRequestTests {
    private static final byte[] BEGIN = "GET /api/status HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MORE = {'x'};
    private static final int DRIPS = 1200;
    private static final String PROXY = "127.0.0.9";
    private static final String OPERATOR = RawHttp.basic("operator:test");

    private final List<RawSocket> open = new ArrayList<>();
    private ConfigurableApplicationContext learner;

    @BeforeAll
    void start(@TempDir Path data) {
        learner = RunningLearner.start(data, "spring.kafka.bootstrap-servers=127.0.0.1:1",
                "doorstep.trusted-proxies=" + PROXY);
    }

    @AfterEach
    void leave() {
        open.forEach(RawSocket::close);
        open.clear();
    }

    @AfterAll
    void close() {
        learner.close();
    }

    private int port() {
        return port(learner);
    }

    private static int port(ConfigurableApplicationContext learner) {
        return learner.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private RawSocket drip(int port, String from) {
        RawSocket socket = RawSocket.from(from, port);
        open.add(socket);
        socket.tryToWrite(BEGIN);
        return socket;
    }

    private RawHttp.Answer ask(String from, String path, String... headers) {
        return ask(port(), from, path, headers);
    }

    private static RawHttp.Answer ask(int port, String from, String path, String... headers) {
        try (RawHttp http = new RawHttp(port, from)) {
            return http.send("GET", path, "", headers);
        }
    }

    @Test
    void dripOfAHead_endsAfterTenSeconds_howeverItDrips() {
        RawSocket socket = drip(port(), "127.0.0.1");
        long start = System.nanoTime();
        await().pollInterval(Duration.ofMillis(200))
                .until(() -> !socket.tryToWrite(MORE) || !socket.isHeldByTheServer());
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(9_000L, 20_000L);
    }

    @Test
    void drips_keepNoOperatorOut_andTheHealthTellsOfThem() {
        IntStream.range(0, DRIPS).forEach(i -> drip(port(), "127.7.%d.%d".formatted(i / 50, 1 + i % 50)));
        long start = System.nanoTime();
        assertThat(ask("127.0.0.2", "/actuator/health").status()).isIn(200, 503);
        assertThat(ask("127.0.0.2", "/api/status", OPERATOR).status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        await().until(() -> ask("127.0.0.2", "/actuator/health/details", OPERATOR).body()
                .contains("there were too many in all"));
        assertThat(ask("127.0.0.2", "/actuator/metrics/doorstep.connections.cut?tag=reason:total", OPERATOR).body())
                .contains("\"statistic\":\"COUNT\"").doesNotContain("\"value\":0.0");
    }

    /** Its time is long here: on a slow machine the first would else end of age while the last still come. */
    @Test
    void oneAddress_holdsAHundred(@TempDir Path data) {
        try (var patient = RunningLearner.start(data, "spring.kafka.bootstrap-servers=127.0.0.1:1",
                "doorstep.requests.head-within=5m")) {
            int port = port(patient);
            IntStream.range(0, 130).forEach(_ -> drip(port, "127.0.0.7"));
            ServerEnds.awaitAccepted(open);
            await().until(() -> ServerEnds.held(open).size() == 100);
            assertThat(ServerEnds.held(open.subList(0, 30))).isEmpty();
            assertThat(ask(port, "127.0.0.7", "/actuator/health").status()).isIn(200, 503);
            assertThat(ask(port, "127.0.0.2", "/actuator/health/details", OPERATOR).body())
                    .contains("one address held too many");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            # request                                                         ! status ! cause
            GET /api/status HTTP/1.1|Host: x|Bad Name: 1                      ! 400 ! header
            NO(NSENSE / HTTP/1.1|Host: x                                      ! 400 ! request_line
            GET /api/status HTTP/3.1|Host: x                                  ! 400 ! protocol
            GET /api/status HTTP/1.1|Host: x|Cookie: LONG                     ! 431 ! head_too_large
            GET /LONG HTTP/1.1|Host: x                                        ! 414 ! target_too_long
            GET /api/status HTTP/1.1|X-None: 1                                ! 400 ! host
            GET /api/limits/%2F HTTP/1.1|Host: x                              ! 400 ! path
            GET /ws/chat/[ HTTP/1.1|Host: x|Upgrade: websocket                ! 400 ! path
            GET /../../etc/passwd HTTP/1.1|Host: x                            ! 400 ! other
            POST /api/limits/default/pin HTTP/1.1|Host: x|Content-Length: two ! 400 ! body
            GET /api/status HTTP/1.1|Host: x|Expect: the-worst                ! 417 ! expectation
            """)
    void requestThatCannotBeRead_isAnsweredInOurWords(String request, String status, String cause,
            CapturedOutput output) {
        try (RawSocket socket = new RawSocket(port())) {
            assertThat(socket.ask(request.replace("|", "\r\n").replace("LONG", "x".repeat(40_000)) + "\r\n\r\n"))
                    .contains(" " + status);
            assertThat(socket.header("Content-Type")).hasValue("application/problem+json");
            assertThat(socket.readBody()).contains("\"status\":" + status, "\"detail\":").doesNotContain("Tomcat");
        }
        assertThat(
                ask("127.0.0.2", "/actuator/metrics/doorstep.requests.malformed?tag=cause:" + cause, OPERATOR).body())
                .doesNotContain("\"value\":0.0").contains("\"value\":");
        assertThat(output).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # peer     , guesses for   , another       , is refused
            127.0.0.9  , 198.51.100.7  , 198.51.100.8  , false
            127.0.0.9  , 203.0.113.10  , 203.0.113.10  , true
            127.0.0.10 , 198.51.100.9  , 198.51.100.10 , true
            """)
    void guesses_areCountedByTheClientBehindATrustedProxy(String peer, String guessing, String another,
            boolean refused) {
        for (int i = 0; i < 10; i++) {
            assertThat(
                    ask(peer, "/api/status", "X-Forwarded-For: " + guessing, RawHttp.basic("operator:" + i)).status())
                    .isEqualTo(401);
        }
        assertThat(ask(peer, "/api/status", "X-Forwarded-For: " + guessing, OPERATOR).status()).isEqualTo(429);
        assertThat(ask(peer, "/api/status", "X-Forwarded-For: " + another, OPERATOR).status())
                .isEqualTo(refused ? 429 : 200);
        assertThat(ask("127.0.0.2", "/api/status", OPERATOR).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.9 , https , true
            127.0.0.9 , http  , false
            127.0.0.8 , https , false
            """)
    void hstsIsSent_whereATrustedProxyEndsTls(String peer, String proto, boolean secure) {
        assertThat(ask(peer, "/api/status", "X-Forwarded-Proto: " + proto, OPERATOR)
                .header("Strict-Transport-Security").isPresent()).isEqualTo(secure);
    }
}
