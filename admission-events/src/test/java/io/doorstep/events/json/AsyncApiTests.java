package io.doorstep.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.EventType;
import io.doorstep.events.Shed;
import io.doorstep.events.Topic;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code docs/asyncapi.yaml} says what the code does, and all of it. */
class AsyncApiTests {
    /** Messages that are no CloudEvents. */
    private static final Set<String> NO_EVENTS = Set.of("deadLetter", "claim");

    private final JsonNode api = new YAMLMapper().readTree(EventSchemas.asyncApi());

    @Test
    void document_isAsyncApi3() throws IOException {
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/asyncapi/asyncapi-3.0.0.json"))) {
            var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(new String(in.readAllBytes(), UTF_8), InputFormat.JSON);
            assertThat(schema.validate(api.toString(), InputFormat.JSON)).isEmpty();
            assertThat(schema.validate(api.toString().replace("\"action\"", "\"acts\""), InputFormat.JSON))
                    .isNotEmpty();
        }
        assertThat(api.path("asyncapi").stringValue()).isEqualTo("3.0.0");
    }

    @Test
    void channels_areTheTopics_withTheirSettings() {
        Map<String, String> described = new TreeMap<>();
        api.path("channels").forEach(channel -> {
            JsonNode kafka = channel.at("/bindings/kafka");
            assertThat(kafka.path("topic")).isEqualTo(channel.path("address"));
            Map<String, String> config = new TreeMap<>();
            kafka.path("topicConfiguration").forEachEntry((name, value) -> config.put(name, value.isArray()
                    ? value.valueStream().map(JsonNode::stringValue).collect(Collectors.joining(","))
                    : value.asString()));
            described.put(channel.path("address").stringValue(), kafka.path("partitions").intValue() + " " + config);
        });
        assertThat(described).isEqualTo(Arrays.stream(Topic.values()).collect(Collectors.toMap(Topic::topicName,
                topic -> topic.partitions() + " " + new TreeMap<>(topic.config()))));
    }

    @Test
    void messages_areTheEventTypes_onTheirTopics_withTheirSchemas() {
        Map<String, String> described = new TreeMap<>();
        api.path("channels").forEach(channel -> channel.path("messages").forEachEntry((name, reference) -> {
            JsonNode message = at(reference);
            assertThat(message.path("name").stringValue()).isEqualTo(name);
            if (!NO_EVENTS.contains(name)) {
                assertThat(message.at("/payload/schema/$ref").stringValue()).isEqualTo("schemas/" + name + ".json");
                assertThat(at(message.at("/traits/0")).path("headers").path("$ref").stringValue())
                        .isEqualTo("#/components/schemas/cloudEventHeaders");
                described.merge(name, channel.path("address").stringValue(), (one, other) -> one + "," + other);
            }
        }));
        assertThat(described).isEqualTo(Arrays.stream(EventType.values())
                .collect(Collectors.toMap(EventType::typeName, AsyncApiTests::topics)));
        assertThat(api.at("/components/messages").propertyNames()).as("and none that is on no channel")
                .hasSize(described.size() + NO_EVENTS.size());
    }

    /** Revisions are on two: the latest for those who apply them, all for those who ask why. */
    private static String topics(EventType type) {
        return type.topic().topicName()
                + (type == EventType.LIMITS_REVISED ? "," + Topic.REVISION_LOG.topicName() : "");
    }

    @Test
    void summaries_areThoseOfTheSchemas() {
        for (EventType type : EventType.values()) {
            JsonNode schema = DoorstepJson.mapper().readTree(EventSchemas.schema(type));
            JsonNode message = api.at("/components/messages").path(type.typeName());
            assertThat(message.path("title")).isEqualTo(schema.path("title"));
            assertThat(message.path("summary")).isEqualTo(schema.path("description"));
        }
    }

    @Test
    void headers_areThoseThatAreWritten() {
        var headers = new RecordHeaders();
        new EventSerializer().serialize("topic", headers, new EventEnvelope("chat-1", 7,
                Instant.EPOCH, SampleEvents.full(EventType.SHED)));
        JsonNode schema = api.at("/components/schemas/cloudEventHeaders");
        Map<String, String> written = Arrays.stream(headers.toArray())
                .collect(Collectors.toMap(Header::key, header -> new String(header.value(), UTF_8)));
        assertThat(schema.path("required").valueStream().map(JsonNode::stringValue))
                .containsExactlyInAnyOrderElementsOf(written.keySet());
        ClientKeyId.put(headers, SampleEvents.full(EventType.SHED), "3f9a01c7");
        written.put("ce_clientkeyid", ClientKeyId.of(headers).orElseThrow());
        assertThat(schema.path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(written.keySet());
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON)
                .validate(DoorstepJson.mapper().writeValueAsString(written), InputFormat.JSON)).isEmpty();
    }

    @Test
    void keyId_isOnEventsThatCarryAClientOrANetwork_andOnNoOther() {
        for (EventType type : EventType.values()) {
            for (Event event : List.of(SampleEvents.full(type), SampleEvents.sparse(type))) {
                var headers = new RecordHeaders();
                ClientKeyId.put(headers, event, "3f9a01c7");
                JsonNode value = DoorstepJson.mapper().valueToTree(event);
                assertThat(ClientKeyId.of(headers).isPresent()).as("%s", event)
                        .isEqualTo(value.has("client") || event instanceof Shed);
            }
        }
    }

    @Test
    void operations_areOfBothParts_andOnlyTheLearnerWritesLimits() {
        Map<String, String> senders = api.path("operations").valueStream()
                .filter(operation -> operation.path("action").stringValue("").equals("send"))
                .collect(Collectors.toMap(operation -> at(operation.path("channel")).path("address").stringValue(),
                        operation -> operation.at("/tags/0/name").stringValue(), (one, other) -> one + "," + other));
        assertThat(senders).isEqualTo(Arrays.stream(Topic.values())
                .collect(Collectors.toMap(Topic::topicName, AsyncApiTests::sender)));
    }

    private static String sender(Topic topic) {
        return switch (topic) {
            case CONNECTIONS, VIOLATIONS, CLAIMS, CONFIGURATION, MESSAGES, SIGNALS -> "chat-service";
            case PATTERNS, LIMITS, SANCTIONS, REVISION_LOG, COMMANDS, DEAD_LETTERS -> "analytics-consumer";
        };
    }

    @Test
    void references_leadSomewhere() {
        Function<String, Boolean> leads = reference -> reference.startsWith("#")
                ? !api.at(reference.substring(1)).isMissingNode()
                : getClass().getResource("/io/doorstep/events/" + reference) != null;
        assertThat(api.findValues("$ref")).isNotEmpty()
                .allSatisfy(reference -> assertThat(leads.apply(reference.stringValue())).as(reference.stringValue())
                        .isTrue());
    }

    private JsonNode at(JsonNode reference) {
        return api.at(reference.path("$ref").stringValue().substring(1));
    }
}
