package io.doorstep.support.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class FailureLimitTests {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final FailureLimit limit = new FailureLimit(new PasswordLimits(3, Duration.ofSeconds(10)));

    @Test
    void take_isRefused_afterTheLastFailureOfTheWindow_andOfThatClientAlone() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.take("a", i * SECOND)).isTrue();
        }
        assertThat(limit.take("a", 3 * SECOND)).isFalse();
        assertThat(limit.waitOf("a", 3 * SECOND)).isEqualTo(7 * SECOND);
        assertThat(limit.take("b", 3 * SECOND)).isTrue();
        assertThat(limit.take("a", 10 * SECOND)).isTrue();
        assertThat(limit.take("a", 10 * SECOND)).isFalse();
    }

    @Test
    void giveBack_leavesNothingOfAPasswordThatWasRight() {
        for (int i = 0; i < 100; i++) {
            assertThat(limit.take("a", i)).isTrue();
            limit.giveBack("a", i);
        }
        assertThat(limit.clients()).isZero();
    }

    @RepeatedTest(50)
    void noWindow_hasMoreFailuresThanTheLimit(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        Deque<Long> taken = new ArrayDeque<>();
        long now = 0;
        for (int i = 0; i < 500; i++) {
            now += random.nextLong(4 * SECOND);
            long before = now - 10 * SECOND;
            taken.removeIf(time -> time <= before);
            assertThat(limit.take("a", now)).isEqualTo(taken.size() < 3);
            if (taken.size() < 3) {
                taken.addLast(now);
            }
        }
    }

    @Test
    void clients_areBounded_andThoseThatFailedLastAreKnown() {
        for (int i = 0; i < 2 * FailureLimit.MOST_CLIENTS; i++) {
            limit.take("client-" + i, i);
        }
        assertThat(limit.clients()).isEqualTo(FailureLimit.MOST_CLIENTS);
        String last = "client-" + (2 * FailureLimit.MOST_CLIENTS - 1);
        limit.take(last, 2L * FailureLimit.MOST_CLIENTS);
        limit.take(last, 2L * FailureLimit.MOST_CLIENTS);
        assertThat(limit.take(last, 2L * FailureLimit.MOST_CLIENTS)).isFalse();
    }
}
