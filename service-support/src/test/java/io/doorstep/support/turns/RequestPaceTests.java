package io.doorstep.support.turns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPaceTests {
    private static final long MILLISECOND = 1_000_000;
    private final AtomicLong clock = new AtomicLong();
    private final RequestPace pace = new RequestPace(200, clock::get);

    private long waitMillis(String client) {
        return pace.waitOf(client) / MILLISECOND;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE + 1, 123_456_789})
    void aBurst_doesNotWait_andWhatFollowsIsPaced(long now) {
        clock.set(now);
        for (int i = 0; i <= 50; i++) {
            assertThat(waitMillis("a")).isZero();
        }
        assertThat(waitMillis("a")).isEqualTo(5);
        assertThat(waitMillis("a")).isEqualTo(10);
        assertThat(waitMillis("b")).as("another client").isZero();
    }

    @Test
    void nobodyWaits_atThatPace_forHowLongEver() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(waitMillis("a")).isZero();
            clock.addAndGet(5 * MILLISECOND);
        }
    }

    @Test
    void aFlood_waitsASecondAtMost_andNotForWhatItSentBefore() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(waitMillis("a")).isLessThanOrEqualTo(1000);
        }
        clock.addAndGet(1100 * MILLISECOND);
        assertThat(waitMillis("a")).isZero();
    }

    @Test
    void nobodyWaits_withoutAPace() {
        RequestPace none = new RequestPace(0, clock::get);
        for (int i = 0; i < 10_000; i++) {
            assertThat(none.waitOf("a")).isZero();
        }
    }

    @Test
    void clients_areForgotten_theQuietestFirst() {
        for (int i = 0; i < 202; i++) {
            pace.waitOf("busy");
        }
        for (int i = 0; i < 2 * RequestPace.MOST_CLIENTS; i++) {
            pace.waitOf("client " + i);
            if (i % 1000 == 0) {
                assertThat(pace.waitOf("busy")).isPositive();
            }
        }
        assertThat(pace.clients()).isEqualTo(RequestPace.MOST_CLIENTS);
    }
}
