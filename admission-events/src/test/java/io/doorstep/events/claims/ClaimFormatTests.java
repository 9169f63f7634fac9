package io.doorstep.events.claims;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import io.doorstep.events.claims.ClaimRecord.Alive;
import io.doorstep.events.claims.ClaimRecord.Claimed;
import io.doorstep.events.claims.ClaimRecord.Gone;
import io.doorstep.events.claims.ClaimRecord.Held;
import io.doorstep.events.claims.ClaimRecord.Overridden;
import io.doorstep.events.claims.ClaimRecord.Released;
import io.doorstep.events.claims.ClaimRecord.Reset;
import io.doorstep.events.claims.ClaimRecord.Told;
import io.doorstep.events.claims.ClaimRecord.Use;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimFormatTests {
    private static final long AT = 1_764_445_345_000L;
    private static final LimitsByHand BY_HAND = new LimitsByHand(7,
            new Limits(new RateLimit(10, 60_000), new RateLimit(30, 60_000), new RateLimit(5, 3_600_000), 25),
            new LimitsByHand.Operator("Ada", 6),
            Map.of(LimitName.MESSAGE_RATE, new LimitsByHand.Operator("Ben é", 5)));

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of("claim chat-1 17 connection 1764445345000 50 300000 25",
                        new Claimed("chat-1", 17, Use.CONNECTION, AT, 50, 300_000, 25, null)),
                Arguments.of("claim chat-1 18 session 1764445345000 5 3600000 0 net",
                        new Claimed("chat-1", 18, Use.SESSION, AT, 5, 3_600_000, 0, "net")),
                Arguments.of("told chat-1 19 connection 1764445345000 50",
                        new Told("chat-1", 19, Use.CONNECTION, AT, 50, null)),
                Arguments.of("told chat-1 20 session 1764445345000 5 net",
                        new Told("chat-1", 20, Use.SESSION, AT, 5, "net")),
                Arguments.of("released chat-1 21", new Released("chat-1", 21)),
                Arguments.of("held chat-1 22 3", new Held("chat-1", 22, 3)),
                Arguments.of("alive chat-1 23", new Alive("chat-1", 23)),
                Arguments.of("gone chat-1 24", new Gone("chat-1", 24)),
                Arguments.of("reset chat-1 25 1764445345000", new Reset("chat-1", 25, AT, null)),
                Arguments.of("reset chat-1 26 1764445345000 net", new Reset("chat-1", 26, AT, "net")),
                Arguments.of(
                        "by-hand chat-1 27 {\"version\":7,\"limits\":{\"connection_rate\":{\"limit\":10,\"window_ms\":"
                                + "60000},\"message_rate\":{\"limit\":30,\"window_ms\":60000},\"session_creation\":{\"limit\":5,"
                                + "\"window_ms\":3600000},\"connections_per_client\":25},\"limits_by\":{\"name\":\"Ada\","
                                + "\"since_ms\":6},\"off\":{\"message_rate\":{\"name\":\"Ben é\",\"since_ms\":5}}}",
                        new Overridden("chat-1", 27, BY_HAND)),
                Arguments.of("by-hand chat-1 28 {\"version\":8,\"off\":{}}",
                        new Overridden("chat-1", 28, new LimitsByHand(8, null, null, Map.of()))));
    }

    @ParameterizedTest
    @MethodSource("records")
    void aRecord_isThisText_andComesBackFromIt(String text, ClaimRecord record) {
        assertThat(new String(ClaimFormat.write(record), UTF_8)).isEqualTo(text);
        assertThat(ClaimFormat.read(text.getBytes(UTF_8))).contains(record);
    }

    @Test
    void whatANewerInstanceWrites_isPassedOver() {
        assertThat(ClaimFormat.read("waved chat-1 17 anything".getBytes(UTF_8))).isEmpty();
        assertThat(ClaimFormat.read("held chat-1 22 3 more".getBytes(UTF_8))).contains(new Held("chat-1", 22, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "alive", "alive chat-1", "alive chat-1 x", "alive chat-1 -1", "held chat-1 1",
            "alive chat-1 1234567890123456789", "claim chat-1 17 connection 1764445345000 0 300000 25",
            "claim chat-1 17 message 1764445345000 50 300000 25", "told chat-1 17 connection",
            "told chat-1 17 connection 1764445345000",
            "by-hand chat-1 1 {\"limits_by\":{\"name\":"
                    + "\"Ada\",\"since_ms\":6}}"})
    void whatMakesNoSense_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ClaimFormat.read(text.getBytes(UTF_8)));
    }
}
