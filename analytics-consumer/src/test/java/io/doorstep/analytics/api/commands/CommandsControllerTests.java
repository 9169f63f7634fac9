package io.doorstep.analytics.api.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.api.Problems;
import io.doorstep.analytics.topology.commands.CommandGateway.Outcome;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.LimitName;
import io.doorstep.events.LimitsCommand.Action;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.Scope;
import io.doorstep.events.json.DoorstepJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class CommandsControllerTests {
    private final FakeDesk desk = new FakeDesk();
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new CommandsController(desk))
            .setControllerAdvice(new Problems())
            .setMessageConverters(
                    new ByteArrayHttpMessageConverter(),
                    new JacksonJsonHttpMessageConverter(DoorstepJson.mapper().rebuild()
                            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class).build()))
            .build();

    private MockHttpServletResponse call(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.principal(() -> "ada")).andReturn().getResponse();
    }

    private MockHttpServletResponse post(String path, String body) throws Exception {
        return call(MockMvcRequestBuilders.post(path).content(body).contentType("application/json"));
    }

    private static CommandAnswered answer(boolean accepted) {
        return new CommandAnswered("c1", Scope.DEFAULT, Action.PIN, accepted, 7, "as you wish", "ada");
    }

    @Test
    void pin_isHandedInWithAllThatWasSaid() throws Exception {
        post("/api/limits/tier:anonymous/pin", """
                {"numbers":{"connection_rate":10,"connections_per_client":3},"expected_revision":4,"reason":"a sale",
                 "id":"c1"}""");
        assertThat(desk.commands).containsExactly(new LimitsCommand("c1", new Scope("tier:anonymous"), Action.PIN,
                Map.of(LimitName.CONNECTION_RATE, 10, LimitName.CONNECTIONS_PER_CLIENT, 3), null, 4L, "ada",
                "a sale"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unpin    | UNPIN     |
            rollback | ROLL_BACK |
            freeze   | FREEZE    | {}
            thaw     | THAW      | {"reason":"all is well"}
            """)
    void otherCommands_needNoBody(String path, Action action, @Nullable String body)
            throws Exception {
        assertThat(post("/api/limits/default/" + path, body == null ? "" : body).getStatus()).isEqualTo(202);
        assertThat(desk.commands).singleElement().extracting(LimitsCommand::action).isEqualTo(action);
        assertThat(desk.commands.getFirst().id()).hasSizeGreaterThan(20);
    }

    @Test
    void idempotencyKey_isTheIdOfTheCommand() throws Exception {
        call(MockMvcRequestBuilders.post("/api/limits/default/thaw").header("Idempotency-Key", "\"k-1\""));
        call(MockMvcRequestBuilders.post("/api/limits/default/thaw").header("Idempotency-Key", "k-1")
                .content("{\"id\":\"k-1\"}").contentType("application/json"));
        assertThat(desk.commands).extracting(LimitsCommand::id).containsExactly("k-1", "k-1");
        assertThat(call(MockMvcRequestBuilders.post("/api/limits/default/thaw").header("Idempotency-Key", "k-1")
                .content("{\"id\":\"k-2\"}").contentType("application/json")).getStatus()).isEqualTo(400);
    }

    @Test
    void acceptedCommand_is200_withItsRevision() throws Exception {
        desk.outcome = new Outcome.Answered(answer(true));
        MockHttpServletResponse response = post("/api/limits/default/thaw", "{}");
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("""
                {"id":"c1","scope":"default","action":"pin","accepted":true,"revision":7,"reason":"as you wish",\
                "by":"ada"}""");
    }

    @Test
    void refusedCommand_is409_andSaysWhy() throws Exception {
        desk.outcome = new Outcome.Answered(answer(false));
        MockHttpServletResponse response = post("/api/limits/default/thaw", "{}");
        assertThat(response.getStatus()).isEqualTo(409);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(text(response)).contains("\"detail\":\"as you wish\"", "\"revision\":7", "\"id\":\"c1\"")
                .doesNotContain("properties");
    }

    @Test
    void commandWithoutAnswer_is202_andSaysWhereToLook() throws Exception {
        MockHttpServletResponse response = post("/api/limits/default/thaw", "{\"id\":\"c1\"}");
        assertThat(response.getStatus()).isEqualTo(202);
        assertThat(response.getHeader("Location")).isEqualTo("/api/commands/c1");
        assertThat(text(response)).isEqualTo("{\"id\":\"c1\",\"state\":\"pending\"}");
    }

    @Test
    void commandThatKafkaDoesNotTake_is503() throws Exception {
        desk.outcome = new Outcome.NotTaken("Kafka does not answer");
        MockHttpServletResponse response = post("/api/limits/default/thaw", "{\"id\":\"c1\"}");
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(text(response)).contains("Kafka does not answer");
    }

    @Test
    void command_isFound_orIsNotThere() throws Exception {
        assertThat(call(MockMvcRequestBuilders.get("/api/commands/c1")).getStatus()).isEqualTo(202);
        desk.outcome = new Outcome.Answered(answer(false));
        assertThat(call(MockMvcRequestBuilders.get("/api/commands/c1")).getStatus()).isEqualTo(200);
        desk.outcome = null;
        assertThat(call(MockMvcRequestBuilders.get("/api/commands/c1")).getStatus()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            default/pin      | {}                                   | numbers must be a JSON object with any of connection_rate, message_rate, session_creation, connections_per_client
            default/pin      | {"numbers":{}}                       | numbers must be a JSON object with any of
            default/pin      | {"numbers":{"connections_total":5}}  | numbers has no 'connections_total': it has connection_rate
            default/pin      | {"numbers":{"message_rate":0}}       | numbers.message_rate must be a whole number from 1 to 1000000, not 0
            default/pin      | {"numbers":{"message_rate":1000001}} | numbers.message_rate must be a whole number
            default/pin      | {"numbers":{"message_rate":"5"}}     | numbers.message_rate must be a whole number
            default/pin      | {"numbers":{"message_rate":5.5}}     | numbers.message_rate must be a whole number
            default/pin      | {"number":{"message_rate":5}}        | the body has no field 'number' here: it has numbers, expected_revision, reason, id
            default/freeze   | {"numbers":{"message_rate":5}}       | the body has no field 'numbers' here: it has expected_revision
            default/rollback | {"to_revision":-1}                   | to_revision must be the number of a revision, or 0, not -1
            default/rollback | {"to_revision":"3"}                  | to_revision must be the number of a revision
            default/thaw     | {"expected_revision":1.5}            | expected_revision must be the number of a revision
            default/thaw     | {"reason":5}                         | reason must be a text, not 5
            default/thaw     | {"reason":"a\\nb"}                   | reason must be one line of at most 500 characters
            default/thaw     | {"id":"a b"}                         | id must be 1 to 128 of letters
            default/thaw     | {"id":"a","id":"b"}                  | the body is not JSON
            default/thaw     | []                                   | the body must be a JSON object
            default/thaw     | nonsense                             | the body is not JSON
            everybody/thaw   | {}                                   | scope must be default, tier:…, country:…, product:… or client:…, not 'everybody'
            """)
    void wrongInput_is400_andOneSentenceNamesTheField(String path, String body, String sentence) throws Exception {
        MockHttpServletResponse response = post("/api/limits/" + path, body);
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(DoorstepJson.mapper().readTree(text(response)).path("detail").stringValue()).startsWith(sentence);
        assertThat(desk.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pin", "unpin", "rollback", "freeze", "thaw"})
    void anotherTypeThanJson_is415(String action) throws Exception {
        MockHttpServletResponse response = call(MockMvcRequestBuilders.post("/api/limits/default/" + action)
                .content("{\"reason\":\"curl says so\"}").contentType("application/x-www-form-urlencoded"));
        assertThat(response.getStatus()).isEqualTo(415);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(DoorstepJson.mapper().readTree(text(response)).path("detail").stringValue())
                .isEqualTo("the body must be application/json, not application/x-www-form-urlencoded");
        assertThat(response.getHeader("Accept")).isEqualTo("application/json");
        assertThat(desk.commands).isEmpty();
    }

    @Test
    void aBodyWithoutAType_is415() throws Exception {
        MockHttpServletResponse response = call(MockMvcRequestBuilders.post("/api/limits/default/thaw").content("{}"));
        assertThat(response.getStatus()).isEqualTo(415);
        assertThat(text(response)).contains("\"the body must be application/json\"");
    }

    @Test
    void noBody_needsNoType() throws Exception {
        desk.outcome = new Outcome.Answered(answer(true));
        assertThat(call(MockMvcRequestBuilders.post("/api/limits/default/freeze")).getStatus()).isEqualTo(200);
    }

    private static String text(MockHttpServletResponse response) throws Exception {
        return response.getContentAsString(StandardCharsets.UTF_8);
    }
}
