package io.doorstep.analytics.topology.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartTimeoutsTests {
    private static final Duration USUAL = Duration.ofSeconds(15);

    private final RestartTimeouts patience = new RestartTimeouts();
    private final long begin = System.nanoTime();

    private long after(long seconds) {
        return begin + Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void nobodyIsBlamed_whileKafkaIsAway_andRightAfterwards() {
        patience.isWell(true, after(0));
        assertThat(patience.toWait(after(14))).isGreaterThan(Duration.ofDays(1));
        assertThat(patience.toWait(after(16))).isEqualTo(USUAL);
        patience.isWell(false, after(20));
        patience.isWell(true, after(100));
        assertThat(patience.toWait(after(110))).isGreaterThan(Duration.ofDays(1));
        assertThat(patience.toWait(after(116))).isEqualTo(USUAL);
    }

    @Test
    void patienceStaysAsItIs_whereTopicsWereMadeAnew() {
        patience.isWell(true, after(0));
        for (int second = 100; second < 200; second += 10) {
            patience.interrupted(after(second));
        }
        assertThat(patience.toWait(after(191))).isEqualTo(USUAL);
        assertThat(patience.mayStart(after(191))).isTrue();
    }

    @Test
    void patienceGrows_whileReplacingDoesNotHelp_andIsUsualAgainOnceItHas() {
        patience.isWell(true, after(0));
        assertThat(patience.mayStart(after(0))).isTrue();
        patience.failed(after(100));
        assertThat(patience.mayStart(after(100))).isFalse();
        assertThat(patience.mayStart(after(101))).isTrue();
        for (int second = 110; second < 200; second += 10) {
            patience.failed(after(second));
        }
        assertThat(patience.toWait(after(600))).isEqualTo(Duration.ofMinutes(5));
        assertThat(patience.mayStart(after(199))).as("within the longest pause").isFalse();
        patience.isWell(true, after(300));
        assertThat(patience.toWait(after(600))).isEqualTo(USUAL);
    }
}
