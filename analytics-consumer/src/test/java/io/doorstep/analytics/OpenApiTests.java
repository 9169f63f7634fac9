package io.doorstep.analytics;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.doorstep.analytics.topology.readmodel.EventReplayBuffer;
import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.analytics.topology.stream.ScopeStates;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.Computation;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Evidence;
import io.doorstep.events.GoodClientImpact;
import io.doorstep.events.Hold;
import io.doorstep.events.Impact;
import io.doorstep.events.Lease;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Quantiles;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionEvidence;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code docs/openapi.yaml} says what the API does, and all of it. */
class OpenApiTests {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Quantiles ONE = new Quantiles(1, 1, 1, 1, 1);
    private static final UsagePattern PATTERN = UsagePattern.builder(Scope.DEFAULT).windowStartMs(300_000)
            .windowMs(300_000).clients(50).attempts(60).admitted(50).failedOpen(1)
            .rejected(Map.of(ErrorCode.RATE_LIMIT_EXCEEDED, 10L)).attemptsPerClient(ONE).connectionsPerClient(ONE)
            .poolPeak(5).messagesPerSession(ONE).sessionsPerClient(ONE)
            .collateral(List.of(new GoodClientImpact(LimitName.MESSAGE_RATE, 30, 5, 0, 0, 1)))
            .attacked(List.of(LimitName.CONNECTION_RATE)).build();
    private static final LimitsRevised REVISED = new LimitsRevised(Scope.DEFAULT, 4, 2, Limits.DEFAULTS, "learner",
            "because", List.of(new Evidence(LimitName.MESSAGE_RATE, 30, 20, 3, 90, 7.5, 300_000, 0.01,
                    new Computation(7.5, 1.25, 1, 10, 11, 30, 0.2),
                    new Impact(3, Impact.Unit.CLIENTS, 90, 1, 0.005))),
            RevisionKind.ENFORCED, Limits.DEFAULTS.withConnectionsPerClient(20), null,
            new Lease(750_000, 1_200_000));
    private static final CommandAnswered ANSWER = new CommandAnswered("c1", Scope.DEFAULT, LimitsCommand.Action.PIN,
            false, 4, "because", "operator");

    private static ConfigurableApplicationContext context;
    private static JsonNode api;

    @BeforeAll
    @SuppressWarnings("NullAway.Init")
    static void start(@TempDir Path data) throws Exception {
        context = AnalyticsConsumerApplication.start("--server.port=0", "--doorstep.secret=" + "test".repeat(8),
                "--doorstep.operator.password=opensesame", "--doorstep.data-dir=" + data,
                "--spring.kafka.bootstrap-servers=localhost:1");
        LearnerReadModel readModel = context.getBean(LearnerReadModel.class);
        ScopeStates.add(readModel, PATTERN);
        ScopeStates.tune(readModel, PATTERN);
        ScopeStates.propose(readModel);
        ScopeStates.add(readModel, REVISED);
        ScopeStates.add(readModel,
                new LimitsRevised(Scope.product("11"), 5, 0, Limits.DEFAULTS, "ada", "because", List.of(),
                        RevisionKind.PINNED, null, Hold.PINNED));
        ScopeStates.add(readModel, ANSWER);
        long now = System.currentTimeMillis();
        ScopeStates.addSanction(readModel, "learner-suspects-0", 1, new Sanction("bad", SanctionRule.HAMMERING,
                SanctionStep.THROTTLED, true, 18, now, now + 600_000, now + 600_000,
                List.of(new SanctionEvidence("early_refusals_in_60_s", 12, 10)), null, null));
        api = new YAMLMapper().readTree(call("GET", "/openapi.yaml").body());
    }

    @AfterAll
    static void stop() {
        context.close();
        HTTP.close();
    }

    @Test
    void paths_areTheMappings_andNothingElse() {
        var described = new TreeSet<String>();
        api.path("paths").forEachEntry((path, item) -> item.propertyNames().stream()
                .filter(name -> !name.equals("parameters")).forEach(method -> described.add(method + " " + path)));
        var mapped = new TreeSet<String>();
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class).getHandlerMethods()
                .forEach((mapping, method) -> {
                    if (method.getBeanType().getName().startsWith("io.doorstep.")) {
                        mapping.getMethodsCondition().getMethods().forEach(verb -> mapping.getPatternValues()
                                .forEach(path -> mapped.add(verb.name().toLowerCase(Locale.ROOT) + " " + path)));
                    }
                });
        assertThat(described).isEqualTo(mapped).isNotEmpty();
        assertThat(api.path("openapi").stringValue()).startsWith("3.1");
    }

    @Test
    void references_leadSomewhere() {
        assertThat(api.findValues("$ref")).isNotEmpty().allSatisfy(reference -> assertThat(
                api.at(reference.stringValue().substring(1)).isMissingNode()).as(reference.stringValue()).isFalse());
    }

    @Test
    void operations_haveNamesOfTheirOwn() {
        List<String> names = api.findValuesAsString("operationId");
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET  | /api/patterns                            | /api/patterns                 | 200
            GET  | /api/patterns?limit=0                    | /api/patterns                 | 400
            GET  | /api/patterns?limit=many                 | /api/patterns                 | 400
            GET  | /api/limits                              | /api/limits                   | 200
            GET  | /api/limits/default                      | /api/limits/{scope}           | 200
            GET  | /api/limits/product:11                   | /api/limits/{scope}           | 200
            GET  | /api/limits/product:12                   | /api/limits/{scope}           | 404
            GET  | /api/limits/everybody                    | /api/limits/{scope}           | 400
            GET  | /api/limits/default/proposals            | /api/limits/{scope}/proposals | 200
            GET  | /api/limits/everybody/proposals          | /api/limits/{scope}/proposals | 400
            POST | /api/limits/default/proposals/accept     | /api/limits/{scope}/proposals/accept | 400
            POST | /api/limits/default/proposals/dismiss    | /api/limits/{scope}/proposals/dismiss | 400
            GET  | /api/limits/default/revisions            | /api/limits/{scope}/revisions | 200
            GET  | /api/limits/default/revisions?before=4   | /api/limits/{scope}/revisions | 200
            GET  | /api/limits/default/revisions?before=0   | /api/limits/{scope}/revisions | 400
            POST | /api/limits/default/pin                  | /api/limits/{scope}/pin       | 400
            POST | /api/limits/default/unpin                | /api/limits/{scope}/unpin     | 503
            POST | /api/limits/default/rollback             | /api/limits/{scope}/rollback  | 503
            POST | /api/limits/default/freeze               | /api/limits/{scope}/freeze    | 503
            POST | /api/limits/default/thaw                 | /api/limits/{scope}/thaw      | 503
            GET  | /api/sanctions                           | /api/sanctions                | 200
            GET  | /api/sanctions?client=bad                | /api/sanctions                | 200
            GET  | /api/sanctions?client=192.0.2.1          | /api/sanctions                | 400
            GET  | /api/sanctions?limit=0                   | /api/sanctions                | 400
            POST | /api/sanctions                           | /api/sanctions                | 400
            DELETE | /api/sanctions?client=bad              | /api/sanctions                | 400
            DELETE | /api/sanctions?client=bad&reason=error | /api/sanctions                | 503
            GET  | /api/commands/c1                         | /api/commands/{id}            | 200
            GET  | /api/commands/c2                         | /api/commands/{id}            | 404
            GET  | /api/stream                              | /api/stream                   | 400
            GET  | /api/loss                                | /api/loss                     | 200
            GET  | /api/status                              | /api/status                   | 200
            """)
    void responses_areAsDescribed(String method, String path, String template, int status) throws Exception {
        HttpResponse<String> response = call(method, path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertIsDescribed(method, template, response);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,  /api/limits/default,     /api/limits/{scope}
            POST, /api/limits/default/pin, /api/limits/{scope}/pin
            """)
    void strangers_areToldWhatACallNeeds(String method, String path, String template) throws Exception {
        HttpResponse<String> response = HTTP.send(HttpRequest.newBuilder(uri(path))
                .method(method, HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(
                challenge -> assertThat(challenge).startsWith("Basic"));
        assertIsDescribed(method, template, response);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void otherSites_mayNotCommand_evenWithTheOperatorsPassword(boolean signedIn) throws Exception {
        var request = HttpRequest.newBuilder(uri("/api/limits/default/thaw")).header("Sec-Fetch-Site", "same-site")
                .POST(HttpRequest.BodyPublishers.noBody());
        if (signedIn) {
            request.header("Authorization", login());
        }
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(403);
        assertIsDescribed("POST", "/api/limits/{scope}/thaw", response);
    }

    @Test
    void stream_tellsWhatHappens_andWhatWasMissed() throws Exception {
        EventReplayBuffer feed = context.getBean(EventReplayBuffer.class);
        ScopeStates.tell(feed, 101, REVISED);
        ScopeStates.tell(feed, 102, PATTERN);
        var response = HTTP.send(HttpRequest.newBuilder(uri("/api/stream")).header("Authorization", login())
                .header("Last-Event-ID", "101").build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("text/event-stream"));
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo(":all is well");
            assertEvent(lines, "102", "pattern", "Pattern");
            assertThat(event(lines)).startsWith("id:102\nevent:window\ndata:{\"window_start_ms\":300000,");
            ScopeStates.tell(feed, 103, ANSWER);
            assertEvent(lines, "103", "command", "Answer");
        }
    }

    private static void assertEvent(BufferedReader lines, String id, String name, String schema) throws Exception {
        String event = event(lines);
        assertThat(event).startsWith("id:" + id + "\nevent:" + name + "\ndata:");
        assertConforms("#/components/schemas/" + schema, event.substring(event.indexOf("data:") + 5));
    }

    private static String event(BufferedReader lines) throws Exception {
        String line = lines.readLine();
        while (line.isEmpty() || line.startsWith(":")) {
            line = lines.readLine();
        }
        var event = new StringBuilder();
        for (; !line.isEmpty(); line = lines.readLine()) {
            event.append(line).append('\n');
        }
        return event.toString();
    }

    private static void assertIsDescribed(String method, String template, HttpResponse<String> response) {
        JsonNode described = api.path("paths").path(template).path(method.toLowerCase(Locale.ROOT))
                .path("responses").path(String.valueOf(response.statusCode()));
        JsonNode answer = described.has("$ref")
                ? api.at(described.path("$ref").stringValue().substring(1))
                : described;
        String type = response.headers().firstValue("Content-Type").orElse("none").replaceAll(";.*", "");
        JsonNode schema = answer.path("content").path(type).path("schema");
        assertThat(schema.isMissingNode()).as("%s %s is described: %s %s", response.statusCode(), type, described,
                response.body()).isFalse();
        assertConforms(schema.path("$ref").stringValue(), response.body());
    }

    private static void assertConforms(String reference, String json) {
        ObjectNode schema = new YAMLMapper().createObjectNode().put("$ref", reference);
        schema.set("components", api.path("components"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON).validate(json, InputFormat.JSON).stream()
                .map(Object::toString).collect(joining("; "))).as(json).isEmpty();
    }

    private static HttpResponse<String> call(String method, String path) throws Exception {
        var request = HttpRequest.newBuilder(uri(path)).header("Authorization", login())
                .header("Content-Type", "application/json").header("Last-Event-ID", "x");
        return HTTP.send(request.method(method, HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:"
                + Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port")) + path);
    }

    private static String login() {
        return "Basic " + Base64.getEncoder().encodeToString("operator:opensesame".getBytes(StandardCharsets.UTF_8));
    }
}
