package io.doorstep.chat.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds of the window whatever is asked of it, on random schedules with a seed of their own. */
class SlidingWindowPropertyTests {
    private static final int SEEDS = 200;
    private static final long[] STARTS = {0, Integer.MAX_VALUE - 3_000L, (1L << 32) - 3_000L, 1L << 40};

    private final SlidingWindow window = new SlidingWindow();
    private final List<Long> granted = new ArrayList<>();

    /** Permits in the window that ends now. */
    private long inWindow(long windowMs, long nowMs) {
        return granted.stream().filter(at -> nowMs - at < windowMs).count();
    }

    @RepeatedTest(SEEDS)
    void noWindowHoldsMoreThanTheLimit_howeverLimitAndWindowChange(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        long now = STARTS[random.nextInt(STARTS.length)];
        int limit = 1 + random.nextInt(12);
        long windowMs = 1L + random.nextInt(500);
        for (int step = 0; step < 600; step++) {
            now += random.nextInt(10) == 0 ? random.nextInt(1000) : random.nextInt(40);
            if (random.nextInt(30) == 0) {
                limit = 1 + random.nextInt(12);
            }
            if (random.nextInt(30) == 0) {
                windowMs = 1L + random.nextInt(500);
            }
            int permits = 1 + random.nextInt(3);
            long before = inWindow(windowMs, now);
            if (window.tryReserve(permits, limit, windowMs, now, 0) == 0) {
                for (int i = 0; i < permits; i++) {
                    granted.add(now);
                }
                assertThat(before + permits).as("step %s", step).isLessThanOrEqualTo(limit);
            }
        }
    }

    @RepeatedTest(SEEDS)
    void aRefusalIsRightToTheMillisecond_andChangesNothing(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        long now = STARTS[random.nextInt(STARTS.length)];
        int limit = 1 + random.nextInt(8);
        long windowMs = 2L + random.nextInt(300);
        for (int step = 0; step < 400; step++) {
            now += random.nextInt(windowMs < 20 ? 10 : 30);
            int permits = 1 + random.nextInt(Math.min(2, limit));
            long answer = window.tryReserve(permits, limit, windowMs, now, 0);
            if (answer < 0) {
                assertThat(window.millisUntilGranted(permits, limit, windowMs, now)).isEqualTo(-answer);
                assertThat(window.millisUntilGranted(permits, limit, windowMs, now - answer - 1)).isEqualTo(1);
                assertThat(window.millisUntilGranted(permits, limit, windowMs, now - answer)).isZero();
            }
            assertThat(window.available(limit, windowMs, now)).isEqualTo(availableByTrying(limit, windowMs, now));
        }
    }

    private int availableByTrying(int limit, long windowMs, long now) {
        int permits = 0;
        while (permits < limit && window.millisUntilGranted(permits + 1, limit, windowMs, now) == 0) {
            permits++;
        }
        return permits;
    }

    @RepeatedTest(SEEDS)
    void aPermitThatIsGivenBack_isAsIfItHadNotBeenGranted(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        var other = new SlidingWindow();
        long now = STARTS[random.nextInt(STARTS.length)];
        int limit = 1 + random.nextInt(8);
        long windowMs = 2L + random.nextInt(300);
        for (int step = 0; step < 400; step++) {
            now += random.nextInt(25);
            if (random.nextBoolean() && window.tryReserve(1, limit, windowMs, now, 0) == 0) {
                long taken = now;
                int between = random.nextInt(3);
                for (int i = 0; i < between; i++) {
                    now += random.nextInt(3);
                    if (limit > 1 && window.tryReserve(1, limit, windowMs, now, 0) == 0) {
                        assertThat(other.tryReserve(1, limit, windowMs, now, 0)).isZero();
                    }
                }
                window.giveBack(taken);
            }
            assertThat(window.tryReserve(1, limit, windowMs, now, 0)).as("step %s", step)
                    .isEqualTo(other.tryReserve(1, limit, windowMs, now, 0));
        }
    }

    /** A limiter of the candidate's own, that sees what the limit granted and remembers all of it. */
    private static final class OwnLimiter {
        private final List<Permit> seen = new ArrayList<>();

        private record Permit(long at, boolean refused) {}

        boolean refuses(int candidate, long windowMs, long nowMs) {
            boolean refused = seen.stream().filter(permit -> !permit.refused && nowMs - permit.at < windowMs)
                    .count() >= candidate;
            seen.add(new Permit(nowMs, refused));
            return refused;
        }

        long refused(long windowMs, long nowMs) {
            return seen.stream().filter(permit -> permit.refused && nowMs - permit.at < windowMs).count();
        }

        void giveBack(long at) {
            for (int i = seen.size() - 1; i >= 0; i--) {
                if (seen.get(i).at == at) {
                    seen.remove(i);
                    return;
                }
            }
        }

        long takenBefore(int back) {
            return seen.get(seen.size() - back).at;
        }
    }

    @RepeatedTest(SEEDS)
    void theCandidate_answersAsALimiterOfItsOwn_howeverAllOfThemChange(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        var own = new OwnLimiter();
        long now = STARTS[random.nextInt(STARTS.length)];
        int limit = 1 + random.nextInt(12);
        int candidate = 1 + random.nextInt(limit);
        long windowMs = 1L + random.nextInt(500);
        for (int step = 0; step < 800; step++) {
            now += random.nextInt(10) == 0 ? random.nextInt(1000) : random.nextInt(40);
            if (random.nextInt(40) == 0) {
                limit = 1 + random.nextInt(12);
            }
            if (random.nextInt(30) == 0 || candidate > limit) {
                candidate = random.nextInt(4) == 0 ? limit : 1 + random.nextInt(limit);
            }
            if (random.nextInt(100) == 0) {
                windowMs = 1L + random.nextInt(500);
            }
            if (window.tryReserve(1, limit, candidate, windowMs, now, 0) == 0) {
                assertThat(window.isLatestRefusedByCandidate()).as("step %s", step)
                        .isEqualTo(own.refuses(candidate, windowMs, now));
                assertThat(window.refusedByCandidate(windowMs, now)).isEqualTo((int) own.refused(windowMs, now));
                if (random.nextInt(8) == 0) {
                    long taken = own.takenBefore(1);
                    own.giveBack(taken);
                    window.giveBack(taken);
                }
            }
        }
    }

    @RepeatedTest(SEEDS)
    void theLimit_answersTheSame_whateverTheCandidate(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        var alone = new SlidingWindow();
        long now = STARTS[random.nextInt(STARTS.length)];
        int limit = 2 + random.nextInt(12);
        long windowMs = 1L + random.nextInt(500);
        for (int step = 0; step < 400; step++) {
            now += random.nextInt(40);
            assertThat(window.tryReserve(1, limit, 1 + random.nextInt(limit), windowMs, now, 0)).as("step %s", step)
                    .isEqualTo(alone.tryReserve(1, limit, windowMs, now, 0));
            assertThat(window.available(limit, windowMs, now)).isEqualTo(alone.available(limit, windowMs, now));
            assertThat(window.used(windowMs, now)).isEqualTo(alone.used(windowMs, now));
        }
    }
}
