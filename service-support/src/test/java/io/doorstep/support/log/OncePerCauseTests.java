package io.doorstep.support.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OncePerCauseTests {
    private final List<Long> happened = new ArrayList<>();

    @Test
    void aCause_happensOncePerPeriod() {
        OncePerCause lines = OncePerCause.minute();
        for (int i = 0; i < 10; i++) {
            lines.run("one", happened::add);
            lines.run("other", happened::add);
        }
        assertThat(happened).containsExactly(1L, 1L);
    }

    @Test
    void aCause_happensAgain_withItsNumber() throws InterruptedException {
        OncePerCause lines = new OncePerCause(Duration.ofMillis(50));
        long began = System.nanoTime();
        long asked = 0;
        while (happened.size() < 2 && System.nanoTime() - began < Duration.ofSeconds(10).toNanos()) {
            lines.run("one", happened::add);
            asked++;
            Thread.onSpinWait();
        }
        assertThat(happened.get(0) + happened.get(1)).isEqualTo(asked);
    }

    @Test
    void causesWithoutEnd_shareALine() {
        OncePerCause lines = OncePerCause.minute();
        for (int i = 0; i < 10_000; i++) {
            lines.run("cause " + i, happened::add);
        }
        assertThat(happened).hasSize(257);
    }
}
