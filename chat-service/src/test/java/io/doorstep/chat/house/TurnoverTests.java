package io.doorstep.chat.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnoverTests {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Turnover turnover = new Turnover();

    @Test
    void aStayOfTwoMinutes_isExpected_beforeAnythingIsSeen_andHalfOfItPromised() {
        assertThat(turnover.perSecond(1200)).isCloseTo(0.85 * 10 * (5 - Math.sqrt(5)) / 5, within(0.001));
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 120, 600})
    void somewhatFewerPlaces_arePromised_thanBecomeFree(int staySeconds) {
        double owed = 0;
        for (int i = 0; i < 60; i++) {
            owed += 1000.0 / staySeconds;
            turnover.observe((long) owed, 1000, SECOND);
            owed -= (long) owed;
        }
        assertThat(turnover.perSecond(1000)).isBetween(700.0 / staySeconds, 850.0 / staySeconds);
    }

    @Test
    void whatIsLongPast_countsLess() {
        for (int i = 0; i < 600; i++) {
            turnover.observe(100, 1000, SECOND);
        }
        for (int i = 0; i < 3600; i++) {
            turnover.observe(1, 1000, SECOND);
        }
        assertThat(turnover.perSecond(1000)).isBetween(0.7, 1.1);
    }

    @Test
    void somethingIsPromised_evenOfAnEmptyHouse() {
        turnover.observe(0, 0, SECOND);
        turnover.observe(0, 1000, Duration.ofDays(1));
        assertThat(turnover.perSecond(0)).isPositive();
    }
}
