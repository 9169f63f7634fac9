package io.doorstep.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ChatMessage;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.EventType;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.LimitsOverridden;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionCommand;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Tier;
import io.doorstep.events.UsagePattern;
import io.doorstep.events.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Values that only a newer publisher knows: each is read as what stands for it, and the rest of the record as it is. */
class NewerValuesTests {

    private static <E extends Event> E read(EventType type, Class<E> event, String... fromTo) {
        var headers = new RecordHeaders();
        String value = new String(new EventSerializer().serialize("topic", headers,
                new EventEnvelope("chat-1", 1, Instant.EPOCH, SampleEvents.full(type))), UTF_8);
        for (int i = 0; i < fromTo.length; i += 2) {
            assertThat(value).contains(fromTo[i]);
            value = value.replace(fromTo[i], fromTo[i + 1]);
        }
        var envelope = new EventDeserializer().deserialize("topic", headers, value.getBytes(UTF_8));
        return event.cast(Objects.requireNonNull(envelope).event());
    }

    @Test
    void aCode_isOther() {
        assertThat(read(EventType.VIOLATION, Violation.class, "RATE_LIMIT_EXCEEDED", "QUEUE_FULL")).satisfies(read -> {
            assertThat(read.code()).isEqualTo(ErrorCode.OTHER);
            assertThat(read.count()).isEqualTo(2);
        });
        assertThat(read(EventType.CONNECTION_CLOSED, ConnectionClosed.class, "IDLE_TIMEOUT", "MOVED").code())
                .as("not as if the peer had closed").isEqualTo(ErrorCode.OTHER);
        assertThat(read(EventType.USAGE_PATTERN, UsagePattern.class, "INVALID_PRODUCT_ID", "QUEUE_FULL").rejected())
                .isEqualTo(Map.of(ErrorCode.RATE_LIMIT_EXCEEDED, 8L, ErrorCode.OTHER, 2L));
    }

    @Test
    void aTier_isAnonymous() {
        assertThat(read(EventType.CONNECTION_OPENED, ConnectionOpened.class, "anonymous", "partner").tier())
                .isEqualTo(Tier.ANONYMOUS);
    }

    @Test
    void aLimit_isNone_andWhatIsSaidAboutItIsLeftOut() {
        assertThat(read(EventType.VIOLATION, Violation.class, "connection_rate", "upload_rate").limitName()).isNull();
        assertThat(read(EventType.LIMITS_OVERRIDDEN, LimitsOverridden.class, "\"connection_rate\",", "\"upload_rate\",")
                .switchedOff()).containsExactly(LimitName.MESSAGE_RATE);
        assertThat(read(EventType.LIMITS_REVISED, LimitsRevised.class, "\"limit_name\":\"connection_rate\"",
                "\"limit_name\":\"upload_rate\"")).satisfies(revised -> {
                    assertThat(revised.evidence()).isEmpty();
                    assertThat(revised.revision()).isEqualTo(4);
                });
    }

    @Test
    void anAuthor_isNotTheVisitor() {
        assertThat(read(EventType.CHAT_MESSAGE, ChatMessage.class, "\"agent\"", "\"bot\"").author())
                .isEqualTo(ChatMessage.Author.AGENT);
    }

    @Test
    void aChange_isTheLimitsThatItLeft() {
        assertThat(read(EventType.LIMITS_OVERRIDDEN, LimitsOverridden.class, "switched_off\",\"limit_name",
                "loosened\",\"limit_name").change()).isEqualTo(LimitsOverridden.Change.SET);
    }

    @Test
    void whatARevisionDoes_isAbsent_andItsLimitsAreRead() {
        assertThat(read(EventType.LIMITS_REVISED, LimitsRevised.class, "\"tried\"", "\"rehearsed\""))
                .satisfies(revised -> {
                    assertThat(revised.kind()).isNull();
                    assertThat(revised.limits()).isEqualTo(Limits.DEFAULTS);
                });
    }

    @Test
    void aCommand_hasNoAction() {
        assertThat(read(EventType.LIMITS_COMMAND, LimitsCommand.class, "\"pin\"", "\"double\"").action()).isNull();
    }

    @Test
    void anOrder_isNone() {
        assertThat(read(EventType.SANCTION_COMMAND, SanctionCommand.class, "\"impose\"", "\"banish\"").order())
                .isNull();
    }

    @Test
    void aRule_isOther_andAStepRestrictsNobody() {
        assertThat(read(EventType.SANCTION, Sanction.class, "session_churn", "lurking", "throttled", "exiled"))
                .satisfies(sanction -> {
                    assertThat(sanction.rule()).isEqualTo(SanctionRule.OTHER);
                    assertThat(sanction.step()).isEqualTo(SanctionStep.WARNED);
                });
    }

    @Test
    void collateralOfALimit_isLeftOut() {
        assertThat(read(EventType.USAGE_PATTERN, UsagePattern.class, "\"limit_name\":\"connection_rate\"",
                "\"limit_name\":\"upload_rate\"").collateral()).isEmpty();
    }

    /** A value that is missing in a schema would be written, and refused by whoever validates. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # field                   | values
            code                      | io.doorstep.events.ErrorCode
            tier                      | io.doorstep.events.Tier
            limit_name                | io.doorstep.events.LimitName
            switched_off              | io.doorstep.events.LimitName
            author                    | io.doorstep.events.ChatMessage$Author
            change                    | io.doorstep.events.LimitsOverridden$Change
            kind                      | io.doorstep.events.RevisionKind
            hold                      | io.doorstep.events.Hold
            action                    | io.doorstep.events.LimitsCommand$Action
            numbers                   | io.doorstep.events.LimitName
            attacked                  | io.doorstep.events.LimitName
            rejected                  | io.doorstep.events.ErrorCode
            rule                      | io.doorstep.events.SanctionRule
            step                      | io.doorstep.events.SanctionStep
            order                     | io.doorstep.events.SanctionCommand$Order
            """)
    void schemas_nameAllValues_ofThisVersion(String field, String className) throws ClassNotFoundException {
        var values = new TreeSet<String>();
        for (Object value : Class.forName(className).getEnumConstants()) {
            if ((value != ErrorCode.OTHER && value != SanctionRule.OTHER) || field.equals("rejected")) {
                values.add(DoorstepJson.mapper().valueToTree(value).stringValue());
            }
        }
        List<JsonNode> fields = Stream.of(EventType.values())
                .flatMap(type -> DoorstepJson.mapper().readTree(EventSchemas.schema(type)).findValues(field).stream())
                .map(found -> found.findValue("enum")).filter(Objects::nonNull).toList();
        assertThat(fields).isNotEmpty().allSatisfy(found -> assertThat(found.valueStream().map(JsonNode::stringValue))
                .containsExactlyInAnyOrderElementsOf(values));
    }
}
