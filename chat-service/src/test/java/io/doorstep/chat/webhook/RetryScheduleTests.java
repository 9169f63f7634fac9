package io.doorstep.chat.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # made, least s, most s
            1     , 2.5    , 5
            2     , 7.5    , 15
            3     , 22.5   , 45
            6     , 607.5  , 1215
            7     , 1800   , 3600
            9     , 1800   , 3600
            """)
    void waits_growThreefold_upToAnHour(int made, double least, double most) {
        assertThat(RetrySchedule.USUAL.waitAfter(made, null, 0))
                .contains(Duration.ofMillis((long) (1000 * least)));
        assertThat(RetrySchedule.USUAL.waitAfter(made, null, 1)).contains(Duration.ofMillis((long) (1000 * most)));
    }

    @Test
    void theTenthCall_isTheLast() {
        assertThat(RetrySchedule.USUAL.waitAfter(9, null, 0.5)).isPresent();
        assertThat(RetrySchedule.USUAL.waitAfter(10, null, 0.5)).isEmpty();
        assertThat(RetrySchedule.USUAL.waitAfter(10, Duration.ofSeconds(1), 0.5)).isEmpty();
    }

    @Test
    void allCalls_areMadeWithinSomeHours() {
        long most = IntStream.range(1, 10)
                .mapToLong(made -> RetrySchedule.USUAL.waitAfter(made, null, 1).orElseThrow().toMinutes()).sum();
        assertThat(most).isBetween(200L, 216L);
    }

    @Test
    void whatTheReceiverAsksFor_isKeptTo_upToTheLongestWait() {
        assertThat(RetrySchedule.USUAL.waitAfter(1, Duration.ofMinutes(2), 0)).contains(Duration.ofMinutes(2));
        assertThat(RetrySchedule.USUAL.waitAfter(1, Duration.ofSeconds(1), 1)).contains(Duration.ofSeconds(5));
        assertThat(RetrySchedule.USUAL.waitAfter(1, Duration.ofDays(2), 0)).contains(Duration.ofHours(1));
    }
}
