package io.doorstep.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doorstep.benchmarks.tables.TimeText;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTests {

    @ParameterizedTest
    @CsvSource({"1, 1000, 1000", "60, 60000, 1000", "0.5, 1000, 2000", "Infinity, 1000, 0"})
    void traceTimeIsDividedBySpeed_whenPlayed(double speed, long traceMs, long realMs) {
        assertThat(new Pace(speed).duration(traceMs)).isEqualTo(Duration.ofMillis(realMs));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void speedIsRefused_whenItIsNotAboveZero(double speed) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(speed));
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "30s, PT30S", "10m, PT10M", "2h, PT2H", "3d, PT72H", "0s, PT0S"})
    void spanIsRead_whenItIsANumberWithAUnit(String text, Duration span) {
        assertThat(TimeText.parse(text)).isEqualTo(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-1s", "1.5s", "30 s", "9999999999s"})
    void spanIsRefused_whenItIsNot(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TimeText.parse(text));
    }

    @Test
    void spanIsShownAsAClock_whenItHasDaysOrNone() {
        assertThat(TimeText.format(Duration.ofSeconds(13_183))).isEqualTo("3:39:43");
        assertThat(TimeText.format(Duration.ofHours(50))).isEqualTo("2 d 2:00:00");
    }
}
