package io.doorstep.chat.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowTests {
    /** Remembers every permit it ever granted, and counts. */
    private static final class NaiveModel {
        private final List<Long> granted = new ArrayList<>();

        long tryAcquire(int limit, long windowMs, long nowMs) {
            List<Long> inWindow = granted.stream().filter(at -> nowMs - at < windowMs).toList();
            if (inWindow.size() < limit) {
                granted.add(nowMs);
                return 0;
            }
            return inWindow.get(inWindow.size() - limit) + windowMs - nowMs;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Integer.MAX_VALUE - 5_000L, (1L << 32) - 5_000L, 1L << 40})
    void tryReserve_agreesWithNaiveModel_onRandomSchedules(long start) {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            var window = new SlidingWindow();
            var model = new NaiveModel();
            long now = start;
            int limit = 1 + random.nextInt(12);
            long windowMs = 1L + random.nextInt(500);
            for (int step = 0; step < 400; step++) {
                now += random.nextInt(10) == 0 ? random.nextInt(1000) : random.nextInt(40);
                if (random.nextInt(50) == 0) {
                    limit = 1 + random.nextInt(12);
                }
                long expected = model.tryAcquire(limit, windowMs, now);
                assertThat(-window.tryReserve(1, limit, windowMs, now, 0)).as("seed %s step %s", seed, step)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void tryReserve_keepsHistory_whenWindowGrowsAndLimitShrinks() {
        var window = new SlidingWindow();
        for (int i = 0; i < 10; i++) {
            assertThat(window.tryReserve(1, 10, 1000, i, 0)).isZero();
        }
        assertThat(window.tryReserve(1, 10, 1000, 10, 0)).isEqualTo(-990);
        assertThat(window.tryReserve(1, 3, 1000, 10, 0)).isEqualTo(-997);
        assertThat(window.tryReserve(1, 10, 5000, 1500, 0)).isEqualTo(-3500);
        assertThat(window.tryReserve(1, 12, 5000, 1500, 0)).isZero();
    }

    @Test
    void whatTheCandidateWouldHaveRefused_usesNothingOfItUp() {
        var window = new SlidingWindow();
        StringBuilder refused = new StringBuilder();
        for (int now : new int[]{0, 100, 200, 300, 1000, 1050, 1100, 1200, 1300}) {
            assertThat(window.tryReserve(1, 10, 2, 1000, now, 0)).isZero();
            refused.append(window.isLatestRefusedByCandidate() ? 'x' : '.');
        }
        assertThat(refused).as("two in any second, however many come").hasToString("..xx.x.xx");
        assertThat(window.used(1000, 1300)).isEqualTo(5);
        assertThat(window.refusedByCandidate(1000, 1300)).isEqualTo(3);
    }

    @Test
    void aNewCandidate_countsWhatWasThereBefore() {
        var window = new SlidingWindow();
        for (int now = 0; now < 5; now++) {
            window.tryReserve(1, 10, 1000, now, 0);
        }
        window.tryReserve(1, 10, 5, 1000, 10, 0);
        assertThat(window.isLatestRefusedByCandidate()).isTrue();
        window.tryReserve(1, 10, 6, 1000, 11, 0);
        assertThat(window.isLatestRefusedByCandidate()).as("five and this one").isFalse();
        window.tryReserve(1, 10, 1000, 12, 0);
        assertThat(window.isLatestRefusedByCandidate()).as("no candidate").isFalse();
    }

    @Test
    void tryReserve_takesSeveralOrNone() {
        var window = new SlidingWindow();
        assertThat(window.tryReserve(3, 5, 1000, 0, 0)).isZero();
        assertThat(window.tryReserve(3, 5, 1000, 100, 0)).isEqualTo(-900);
        assertThat(window.available(5, 1000, 100)).isEqualTo(2);
        assertThat(window.tryReserve(2, 5, 1000, 100, 0)).isZero();
        assertThat(window.tryReserve(6, 5, 1000, 5000, 0)).as("more than the limit is never granted").isNegative();
    }

    @Test
    void tryReserve_grantsAheadOfTime_withinTheTimeout() {
        var window = new SlidingWindow();
        assertThat(window.tryReserve(1, 1, 1000, 0, 0)).isZero();
        assertThat(window.tryReserve(1, 1, 1000, 400, 599)).isEqualTo(-600);
        assertThat(window.tryReserve(1, 1, 1000, 400, 600)).isEqualTo(600);
        assertThat(window.tryReserve(1, 1, 1000, 400, 0)).isEqualTo(-1600);
    }

    @Test
    void tryReserve_forgetsWhatIsTooOldToTell() {
        var window = new SlidingWindow();
        long day = 86_400_000L;
        for (int i = 0; i < 20; i++) {
            assertThat(window.tryReserve(1, 4, 1000, i * 10L * day, 0)).as("after %s days", i * 10).isZero();
        }
        assertThat(window.tryReserve(1, 4, 1000, 1000 * day, 0)).isZero();
    }
}
