package io.doorstep.chat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandoverPassesTests {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final HandoverPasses.Bearer ANNA = new HandoverPasses.Bearer(ClientKey.ofAddress("192.0.2.1"), "11",
            "s");

    private final HandoverPasses stopping = new HandoverPasses("s".repeat(32), List.of());
    private final HandoverPasses next = new HandoverPasses("s".repeat(32), List.of());

    private String pass() {
        return stopping.issue(ANNA, NOW.plusSeconds(30));
    }

    @Test
    void aPass_isRedeemedOnceOnAnotherInstance() {
        String pass = pass();
        assertThat(next.isGood(pass, ANNA, NOW)).isTrue();
        assertThat(next.redeem(pass, ANNA, NOW)).isTrue();
        assertThat(next.redeem(pass, ANNA, NOW)).isFalse();
        assertThat(next.isGood(pass, ANNA, NOW)).isFalse();
        assertThat(next.redeem(pass(), ANNA, NOW)).as("another one of the same client").isTrue();
    }

    @Test
    void aPassThatWasRedeemed_staysSo_whenOthersAreForgotten() {
        String pass = pass();
        next.redeem(pass, ANNA, NOW);
        assertThat(next.redeem(pass(), ANNA, NOW.plusSeconds(29))).isTrue();
        assertThat(next.redeem(pass, ANNA, NOW.plusSeconds(29))).isFalse();
    }

    @Test
    void aPass_isNoneWhenItsTimeIsOver() {
        assertThat(next.redeem(pass(), ANNA, NOW.plusSeconds(29))).isTrue();
        assertThat(next.redeem(pass(), ANNA, NOW.plusSeconds(30))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.2, 11, s", "192.0.2.1, 12, s", "192.0.2.1, 11, t", "192.0.2.1, 1, 1s"})
    void aPass_isNobodyElses(String address, String product, String session) {
        assertThat(next.redeem(pass(), new HandoverPasses.Bearer(ClientKey.ofAddress(address), product, session), NOW))
                .isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "pass", "%", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatIsNoPass_isNotRedeemed(String pass) {
        assertThat(next.redeem(pass, ANNA, NOW)).isFalse();
    }

    @Test
    void aPassOfAnEarlierSecret_isRedeemed_whileInstancesAreGivenTheNextOne() {
        String pass = pass();
        assertThat(new HandoverPasses("t".repeat(32), List.of("s".repeat(32))).redeem(pass, ANNA, NOW)).isTrue();
        assertThat(new HandoverPasses("t".repeat(32), List.of()).redeem(pass, ANNA, NOW)).isFalse();
    }
}
