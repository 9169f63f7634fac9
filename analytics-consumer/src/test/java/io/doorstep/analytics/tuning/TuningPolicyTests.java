package io.doorstep.analytics.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doorstep.events.UsagePattern;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuningPolicyTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.5 | 20 |  10 | 500 | headroom must be 1 to 1000, not 0.5
            NaN | 20 |  10 | 500 | headroom must be 1 to 1000, not NaN
            2   | -1 |  10 | 500 | the minimum of clients must be at least 0, not -1
            2   | 20 |   0 | 500 | the floor must be at least 1, not 0
            2   | 20 | 100 |  50 | the ceiling must be at least the floor of 100, not 50
            """)
    void policy_isRefused_whenItMakesNoSense(double headroom, int clients, int floor, int ceiling, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> TuningPolicy.DEFAULTS.withHeadroom(headroom)
                .withMinimumClients(clients).withBounds(floor, ceiling)).withMessage(message);
    }

    /** Each window has so many clients, and the same as all others. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # clients, windows, remembered
                  200,      50,         12
                    2,      50,         12
                    1,      50,         20
                    1,       8,          8
                    0,     150,        100
            """)
    void windows_areRemembered_untilEnoughClientsWereSeen(long clients, int windows, int remembered) {
        List<UsagePattern> patterns = IntStream.range(0, windows)
                .mapToObj(window -> LimitTunerTests.pattern(window, clients, 1, 1, 1, 0)).toList();

        assertThat(TuningPolicy.DEFAULTS.remembered(patterns))
                .isEqualTo(patterns.subList(windows - remembered, windows));
    }

    @Test
    void parts_areRefused_whenTheyMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TuningPolicy.Steps(0.1, 0.1, 1, 1))
                .withMessageContaining("the largest cut");
        assertThatIllegalArgumentException().isThrownBy(() -> new TuningPolicy.Steps(0.1, 0.5, 0.4, 0.2))
                .withMessageContaining("relief");
        assertThatIllegalArgumentException().isThrownBy(() -> new TuningPolicy.Memory(2, 3, 0.1, 3))
                .withMessage("the latest windows must be 0 to 2, not 3");
        assertThatIllegalArgumentException().isThrownBy(() -> new TuningPolicy.Memory(12, 3, 0, 3))
                .withMessageContaining("the share of an attack");
        assertThatIllegalArgumentException().isThrownBy(() -> new TuningPolicy.Votes(20, 300, 2, 0.5))
                .withMessageContaining("the spread");
    }
}
