package io.doorstep.support.connections;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunningTimeTests {
    private long clock = -5_000;
    private final RunningTime time = new RunningTime(() -> clock, 1_000);

    @Test
    void time_passesAsTheClockDoes_whileItIsLookedAt() {
        for (int i = 1; i <= 50; i++) {
            clock += 200;
            assertThat(time.nanos()).isEqualTo(i * 200L);
            time.look();
            assertThat(time.nanos()).isEqualTo(i * 200L);
        }
    }

    @Test
    void aStandstill_countsAsTheLongestTimeBetweenTwoLooks_beforeAndAfterItIsLookedAt() {
        clock += 15_000;
        assertThat(time.nanos()).isEqualTo(1_000);
        time.look();
        assertThat(time.nanos()).isEqualTo(1_000);
        clock += 300;
        assertThat(time.nanos()).isEqualTo(1_300);
    }
}
