package io.doorstep.analytics.tuning;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

    @Test
    void parts_areRefused_whenTheyMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TuningPolicy.Steps(0.1, 0.1, 1, 1))
                .withMessageContaining("the largest cut");
        assertThatIllegalArgumentException().isThrownBy(() -> new TuningPolicy.Steps(0.1, 0.5, 0.4, 0.2))
                .withMessageContaining("relief");
        assertThatIllegalArgumentException().isThrownBy(() -> new TuningPolicy.Memory(2, 3, 0.1, 3))
                .withMessage("the latest windows must be 1 to 2, not 3");
        assertThatIllegalArgumentException().isThrownBy(() -> new TuningPolicy.Memory(12, 3, 0, 3))
                .withMessageContaining("the share of an attack");
        assertThatIllegalArgumentException().isThrownBy(() -> new TuningPolicy.Votes(20, 300, 2, 0.5))
                .withMessageContaining("the spread");
    }
}
