package io.doorstep.benchmarks.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapTrendTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            20 40 60  70 70 70  70 70 70         | true
            20 40 60  70 70 70  70 900 70        | true
            20 40 60  70 70 70  50 50 50         | true
            20 40 60  70 70 70  77 77 77         | true
            20 40 60  70 70 70  78 78 78         | false
            20 30 40  50 60 70  80 90 100        | false
            1 20 40 60  70 70 70  70 70 70       | true
            """)
    void trendIsOfTheLastTwoThirds_whenTheHeapIsMeasured(String heaps, boolean flat) {
        List<Long> measured = Arrays.stream(heaps.strip().split(" +")).map(Long::valueOf).toList();
        assertThat(HeapTrend.of(measured).isFlat()).isEqualTo(flat);
    }

    @Test
    void trendIsRefused_whenThereAreFewMeasurements() {
        List<Long> few = List.of(1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L);
        assertThat(HeapTrend.isToBeSeen(few)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> HeapTrend.of(few));
    }
}
