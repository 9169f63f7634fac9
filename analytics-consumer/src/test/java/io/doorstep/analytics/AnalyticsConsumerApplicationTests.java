package io.doorstep.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.analytics.topology.readmodel.ReadModels;
import io.doorstep.events.Limits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The service while there is no Kafka: it starts, answers, and says so. */
class AnalyticsConsumerApplicationTests {
    private static final String RIGHT = "operator:opensesame";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext context;

    @BeforeAll
    @SuppressWarnings("NullAway.Init")
    static void start(@TempDir Path data) {
        context = AnalyticsConsumerApplication.start("--server.port=0", "--doorstep.secret=" + "test".repeat(8),
                "--doorstep.operator.password=opensesame", "--doorstep.data-dir=" + data,
                "--spring.kafka.bootstrap-servers=localhost:1");
    }

    @AfterAll
    static void stop() {
        context.close();
        HTTP.close();
    }

    @Test
    void health_isOpenAndDown_whileKafkaIsAway() throws Exception {
        var response = get("/actuator/health", null);
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("DOWN").doesNotContain("kafka_reachable");
        assertThat(get("/actuator/health", "operator:wrong").body()).isEqualTo(response.body());
        assertThat(get("/actuator/health/details", null).statusCode()).isEqualTo(401);
        assertThat(get("/actuator/health/details", RIGHT).body()).contains("\"kafka_reachable\":false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/patterns", "/api/limits", "/api/loss", "/api/status", "/api/nothing",
            "/actuator/metrics",
            "/actuator/prometheus", "/"})
    void everythingElse_is401_withoutTheOperatorsPassword(String path) throws Exception {
        assertThat(get(path, null).statusCode()).isEqualTo(401);
        assertThat(get(path, "operator:wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void limits_areUnknown_untilTheChatServiceSaysThem_andThoseUntilTheyAreRevised() throws Exception {
        assertThat(get("/api/limits", RIGHT).body())
                .isEqualTo("{\"in_force\":{},\"revisions\":[],\"adjustments\":{},\"courses\":{}}");
        var unknown = get("/api/limits/default", RIGHT);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("no instance of the chat service has said yet");
        ReadModels.configure(context.getBean(LearnerReadModel.class), Limits.DEFAULTS);

        var response = get("/api/limits", RIGHT);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("""
                {"in_force":{"default":{"scope":"default","revision":0,"predecessor":0,"author":"configuration",\
                "reason":"configured","limits":{"connection_rate":{"limit":50,"window_ms":300000},\
                "message_rate":{"limit":30,"window_ms":60000},"session_creation":{"limit":5,"window_ms":3600000},\
                "connections_per_client":25},"evidence":[]}},"revisions":[],"adjustments":{},"courses":{}}""");
    }

    @Test
    void loss_isThere_beforeAnythingWasHeard() throws Exception {
        assertThat(get("/api/loss", RIGHT).body()).isEqualTo("{\"lost\":0,\"sources\":[]}");
    }

    @Test
    void status_saysWhatItWaitsFor() throws Exception {
        assertThat(get("/api/status", RIGHT).body()).startsWith("{\"state\":\"WAITING\",\"kafka_reachable\":false,"
                + "\"tuning_mode\":\"enforce\",\"window_ms\":300000,\"windows\":0,\"late\":0,\"ahead\":0,\"unreadable\":0,"
                + "\"reasons\":[\"")
                .containsPattern("the learner is connecting to Kafka at \\S+\"|Kafka does not answer at \\S+\"");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /api/patterns,                       200
            /api/patterns?scope=default&limit=1, 200
            /api/patterns?limit=0,               400
            /api/patterns?limit=1001,            400
            /api/patterns?limit=many,            400
            """)
    void patterns_refuseSenselessLimits(String path, int status) throws Exception {
        assertThat(get(path, RIGHT).statusCode()).isEqualTo(status);
    }

    @Test
    void meters_areThere() throws Exception {
        assertThat(get("/actuator/prometheus", RIGHT).body()).contains("doorstep_learner_windows_total",
                "doorstep_learner_late_total", "doorstep_limits_revision{scope=\"default\"}");
    }

    private static HttpResponse<String> get(String path, @Nullable String login)
            throws IOException, InterruptedException {
        String port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (login != null) {
            request.header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
