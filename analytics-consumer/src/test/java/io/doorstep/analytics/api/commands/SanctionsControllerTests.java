package io.doorstep.analytics.api.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.api.Problems;
import io.doorstep.analytics.topology.commands.CommandGateway.Outcome;
import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.analytics.topology.readmodel.ReadModels;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionCommand.Order;
import io.doorstep.events.SanctionCommand;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Scope;
import io.doorstep.events.json.DoorstepJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;

class SanctionsControllerTests {
    private static final String URL = "/api/sanctions";

    private final FakeDesk desk = new FakeDesk();
    private final LearnerReadModel readModel = ReadModels.configured();
    private final MockMvc mvc = MockMvcBuilders
            .standaloneSetup(new SanctionsController(desk, readModel,
                    network -> "name-of-" + network.toCanonicalString().replaceAll("[.:/]", "-"),
                    () -> Map.of("racing", "shadow")))
            .setControllerAdvice(new Problems())
            .setMessageConverters(
                    new ByteArrayHttpMessageConverter(),
                    new JacksonJsonHttpMessageConverter(DoorstepJson.mapper().rebuild()
                            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class).build()))
            .build();

    private MockHttpServletResponse call(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.principal(() -> "ada")).andReturn().getResponse();
    }

    private MockHttpServletResponse post(String body) throws Exception {
        return call(MockMvcRequestBuilders.post(URL).content(body).contentType("application/json"));
    }

    private static JsonNode json(MockHttpServletResponse response) throws Exception {
        return DoorstepJson.mapper().readTree(response.getContentAsString(StandardCharsets.UTF_8));
    }

    private void publish(Sanction sanction) {
        readModel.sanctions().add(new EventEnvelope("learner-suspects-1", 1, Instant.EPOCH, sanction));
    }

    private static Sanction banned(String client, Duration ago) {
        long since = Instant.now().minus(ago).toEpochMilli();
        return new Sanction(client, SanctionRule.RACING, SanctionStep.BANNED, true, null, since, since + 600_000,
                since + 600_000, List.of(), null, null);
    }

    @Test
    void current_areShownNewestFirst_withTheModesOfTheRules() throws Exception {
        publish(banned("older", Duration.ofMinutes(2)));
        publish(banned("newer", Duration.ofMinutes(1)));
        publish(banned("over", Duration.ofMinutes(11)));
        JsonNode all = json(call(MockMvcRequestBuilders.get(URL)));
        assertThat(all.path("sanctions").valueStream().map(one -> one.path("client").stringValue()))
                .containsExactly("newer", "older");
        assertThat(all.path("rules").toString()).isEqualTo("{\"racing\":\"shadow\"}");
        assertThat(all.path("sanctions").get(0).propertyNames()).contains("rule", "step", "enforced", "since_ms",
                "until_ms", "lease_until_ms", "evidence");
        assertThat(json(call(MockMvcRequestBuilders.get(URL).param("client", "older"))).path("sanctions")).hasSize(1);
        assertThat(json(call(MockMvcRequestBuilders.get(URL).param("client", "nobody"))).path("sanctions")).isEmpty();
    }

    @Test
    void lapsedSanction_isNotCurrent_andAnExemptionIs() throws Exception {
        Sanction banned = banned("silent", Duration.ZERO);
        publish(banned.renewed(System.currentTimeMillis() - 1));
        publish(new Sanction("exempt", SanctionRule.OPERATOR, SanctionStep.LIFTED, false, null, 0,
                Instant.now().plusSeconds(60).toEpochMilli(), 0, List.of(), "the office", "ada"));
        publish(banned.lifted(System.currentTimeMillis(), null, null));
        assertThat(json(call(MockMvcRequestBuilders.get(URL))).path("sanctions").valueStream()
                .map(one -> one.path("client").stringValue())).containsExactly("exempt");
    }

    @Test
    void sanction_isHandedIn_withAllThatWasSaid() throws Exception {
        post("""
                {"client":"bad","step":"banned","until":"2100-01-01T00:00:00Z","reason":"a scraper","id":"o1"}""");
        assertThat(desk.orders).containsExactly(new SanctionCommand("o1", "bad", Order.IMPOSE, SanctionStep.BANNED,
                Instant.parse("2100-01-01T00:00:00Z").toEpochMilli(), "ada", "a scraper"));
    }

    @Test
    void exemption_lastsAsLongAsWasSaid() throws Exception {
        Instant before = Instant.now();
        post("{\"client\":\"office\",\"step\":\"exempt\",\"for\":\"7d\",\"reason\":\"our own\"}");
        assertThat(desk.orders).singleElement().satisfies(order -> {
            assertThat(order.order()).isEqualTo(Order.EXEMPT);
            assertThat(order.step()).isNull();
            assertThat(Instant.ofEpochMilli(order.untilMs() == null ? 0 : order.untilMs()))
                    .isBetween(before.plus(Duration.ofDays(7)).minusMillis(1), Instant.now().plus(Duration.ofDays(7)));
            assertThat(order.id()).hasSizeGreaterThan(20);
        });
    }

    @Test
    void lifting_namesTheClientAndTheReason() throws Exception {
        desk.outcome = new Outcome.Answered(new CommandAnswered("o1", new Scope("client:bad"), null, true, 0,
                "lifted: an error", "ada"));
        MockHttpServletResponse response = call(MockMvcRequestBuilders.delete(URL).param("client", "bad")
                .param("reason", "an error").header("Idempotency-Key", "o1"));
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentAsString(StandardCharsets.UTF_8)).isEqualTo(
                """
                {"id":"o1","scope":"client:bad","accepted":true,"revision":0,"reason":"lifted: an error","by":"ada"}""");
        assertThat(desk.orders).containsExactly(
                new SanctionCommand("o1", "bad", Order.LIFT, null, null, "ada", "an error"));
    }

    @Test
    void outcomes_areThoseOfOtherCommands() throws Exception {
        String body = "{\"client\":\"bad\",\"step\":\"warned\",\"for\":\"1h\",\"reason\":\"x\",\"id\":\"o1\"}";
        assertThat(post(body).getHeader("Location")).isEqualTo("/api/commands/o1");
        desk.outcome = new Outcome.NotTaken("Kafka does not answer");
        assertThat(post(body).getStatus()).isEqualTo(503);
        desk.outcome = new Outcome.Answered(new CommandAnswered("o1", new Scope("client:bad"), null, false, 0,
                "an order lasts at most 366 days", "ada"));
        MockHttpServletResponse refused = post(body);
        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(json(refused).path("detail").stringValue()).isEqualTo("an order lasts at most 366 days");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                     | client must be the keyed hash of a client, as the events have it
            {"client":"192.0.2.1"}                                                 | client must be the keyed hash of a client, as the events have it, not '192.0.2.1'
            {"client":5}                                                           | client must be a text, not 5
            {"client":"c","for":"1h","reason":"r"}                                 | step must be warned, throttled, banned or exempt
            {"client":"c","step":"lifted","for":"1h","reason":"r"}                 | step must be warned, throttled, banned or exempt, not 'lifted'
            {"client":"c","step":"banned","reason":"r"}                            | the end must be given: until, such as 2026-03-01T10:00:00Z, or for, such as 10m, 1h or 7d
            {"client":"c","step":"banned","for":"1h","until":"x","reason":"r"}     | the end must be given: until, such as 2026-03-01T10:00:00Z, or for, such as 10m, 1h or 7d; not both
            {"client":"c","step":"banned","for":"long","reason":"r"}               | for must be a length such as 10m, 1h or 7d, not 'long'
            {"client":"c","step":"banned","for":"999999999999d","reason":"r"}      | for must be
            {"client":"c","step":"banned","until":"tomorrow","reason":"r"}         | until must be a time such as 2026-03-01T10:00:00Z, not 'tomorrow'
            {"client":"c","step":"banned","for":"1h"}                              | reason must say why, in one line
            {"client":"c","step":"banned","for":"1h","reason":" "}                 | reason must say why, in one line
            {"client":"c","step":"banned","for":"1h","reason":"a\\nb"}             | reason must be one line of at most 500 characters
            {"client":"c","step":"banned","for":"1h","reason":"r","id":"a b"}      | id must be 1 to 128 of letters
            {"client":"c","stop":"banned"}                                         | the body has no field 'stop' here: it has client, network, step, until, for, reason, id
            []                                                                     | the body must be a JSON object
            """)
    void wrongInput_is400_andOneSentenceNamesTheField(String body, String sentence) throws Exception {
        MockHttpServletResponse response = post(body);
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(json(response).path("detail").stringValue()).startsWith(sentence);
        assertThat(desk.orders).isEmpty();
    }

    @Test
    void lifting_needsAClientAndAReason() throws Exception {
        assertThat(call(MockMvcRequestBuilders.delete(URL).param("reason", "r")).getStatus()).isEqualTo(400);
        MockHttpServletResponse response = call(MockMvcRequestBuilders.delete(URL).param("client", "c"));
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(json(response).path("detail").stringValue()).isEqualTo("reason must say why, in one line");
        assertThat(desk.orders).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.7         , name-of-192-0-2-7
            192.0.2.0/24      , name-of-192-0-2-0-24
            2001:db8:1:2::9   , name-of-2001-db8-1-2---64
            2001:db8:1:2::/64 , name-of-2001-db8-1-2---64
            2001:db8:1::/48   , name-of-2001-db8-1---48
            """)
    void anAddressOrANetwork_isSanctioned_byItsName(String network, String name) throws Exception {
        post("{\"network\":\"" + network + "\",\"step\":\"banned\",\"for\":\"1h\",\"reason\":\"scrapes\"}");

        assertThat(desk.orders.getLast().client()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "network":"192.0.0.0/16","step":"banned"             | network must be an address, an IPv6 /64, or a network that doors look up
            "network":"2001:db8::/32","step":"banned"            | network must be an address, an IPv6 /64, or a network that doors look up
            "network":"shop.example","step":"banned"             | network must be an address, an IPv6 /64, or a network that doors look up
            "network":"192.0.2.0/24","client":"c","step":"banned" | client or network must be given, not both
            "network":"192.0.2.0/24","step":"exempt"             | a network is exempt by doorstep.abuse.exempt
            """)
    void whatNoDoorLooksUp_isRefused(String fields, String why) throws Exception {
        MockHttpServletResponse answer = post("{" + fields + ",\"for\":\"1h\",\"reason\":\"scrapes\"}");

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(json(answer).path("detail").stringValue()).startsWith(why);
    }
}
