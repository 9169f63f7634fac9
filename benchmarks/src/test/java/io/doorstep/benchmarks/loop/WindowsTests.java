package io.doorstep.benchmarks.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.replay.Pace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTests {
    @Test
    void windowsAreAsMuchShorter_asTheTraceIsFaster() {
        Windows windows = new Windows(new Pace(60), Duration.ofMillis(800));

        assertThat(windows.ofDoor()).contains("doorstep.limits.connection-rate.window=5000ms",
                "doorstep.limits.message-rate.window=1000ms", "doorstep.limits.session-creation.window=60000ms",
                "doorstep.pool.idle-timeout=30000ms", "doorstep.flood.explanations-per-second=12000");
        assertThat(windows.ofLearner()).contains("doorstep.tuning.window=5000ms", "doorstep.tuning.grace=800ms");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1,   true
            300, true
            301, false
            """)
    void windowsAreTooShort_belowASecond(double speed, boolean longEnough) {
        assertThat(new Windows(new Pace(speed), Duration.ZERO).areLongEnough()).isEqualTo(longEnough);
    }

    @Test
    void theTraceBegins_withAWindow() {
        TraceClock clock = TraceClock.after(12_345, 5000, new Pace(60));

        assertThat(clock.startMs()).isEqualTo(15_000);
        assertThat(clock.traceTime(16_500)).isEqualTo(Duration.ofSeconds(90));
        assertThat(clock.windowEnd(15_000)).isEqualTo(Duration.ofMinutes(5));
    }
}
