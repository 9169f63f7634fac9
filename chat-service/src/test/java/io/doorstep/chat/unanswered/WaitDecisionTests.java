package io.doorstep.chat.unanswered;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitDecisionTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # waited , after, ours  , decision
            0s       , 5m   , true  , NOT_YET
            4m59.999s, 5m   , true  , NOT_YET
            5m       , 5m   , true  , SAY
            5m       , 5m   , false , ANOTHERS
            24h5m    , 5m   , true  , SAY
            24h5m    , 5m   , false , ANOTHERS
            24h5m1s  , 5m   , true  , TOO_LATE
            24h5m1s  , 5m   , false , TOO_LATE
            -1h      , 5m   , true  , NOT_YET
            168h     , 168h , true  , SAY
            """)
    void whatIsSaid_followsFromTheWait(String waited, String after, boolean ours, WaitDecision decision) {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        assertThat(WaitDecision.of(now.minus(time(waited)), now, time(after), ours)).isEqualTo(decision);
    }

    private static Duration time(String text) {
        return text.startsWith("-") ? time(text.substring(1)).negated() : Duration.parse("PT" + text);
    }
}
