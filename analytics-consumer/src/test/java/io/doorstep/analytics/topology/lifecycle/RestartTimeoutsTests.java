package io.doorstep.analytics.topology.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartTimeoutsTests {
    private static final Duration USUAL = Duration.ofSeconds(15);

    private final RestartTimeouts timeouts = new RestartTimeouts();
    private final long begin = System.nanoTime();

    private long after(long seconds) {
        return begin + Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void nobodyIsBlamed_whileKafkaIsAway_andRightAfterwards() {
        timeouts.isWell(true, after(0));
        assertThat(timeouts.toWait(after(14))).isGreaterThan(Duration.ofDays(1));
        assertThat(timeouts.toWait(after(16))).isEqualTo(USUAL);
        timeouts.isWell(false, after(20));
        timeouts.isWell(true, after(100));
        assertThat(timeouts.toWait(after(110))).isGreaterThan(Duration.ofDays(1));
        assertThat(timeouts.toWait(after(116))).isEqualTo(USUAL);
    }

    @Test
    void patienceStaysAsItIs_whereTopicsWereMadeAnew() {
        timeouts.isWell(true, after(0));
        for (int second = 100; second < 200; second += 10) {
            timeouts.interrupted(after(second));
        }
        assertThat(timeouts.toWait(after(191))).isEqualTo(USUAL);
        assertThat(timeouts.mayStart(after(191))).isTrue();
    }

    @Test
    void patienceGrows_whileReplacingDoesNotHelp_andIsUsualAgainOnceItHas() {
        timeouts.isWell(true, after(0));
        assertThat(timeouts.mayStart(after(0))).isTrue();
        timeouts.failed(after(100));
        assertThat(timeouts.mayStart(after(100))).isFalse();
        assertThat(timeouts.mayStart(after(101))).isTrue();
        for (int second = 110; second < 200; second += 10) {
            timeouts.failed(after(second));
        }
        assertThat(timeouts.toWait(after(600))).isEqualTo(Duration.ofMinutes(5));
        assertThat(timeouts.mayStart(after(199))).as("within the longest pause").isFalse();
        timeouts.isWell(true, after(300));
        assertThat(timeouts.toWait(after(600))).isEqualTo(USUAL);
    }
}
