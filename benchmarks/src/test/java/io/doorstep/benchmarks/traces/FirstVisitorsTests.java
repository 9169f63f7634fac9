package io.doorstep.benchmarks.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FirstVisitorsTests {

    @Test
    void shippedTraceIsTheGenerated_whenGeneratedAnew() throws IOException {
        assertThat(new FirstVisitors().csv()).isEqualTo(Files.readString(Path.of("traces/first-visitors.csv")));
    }

    @Test
    void stuckPageConnectsMoreThanFiftyTimes_whenOthersDoNot() {
        long stuck = new FirstVisitors().csv().lines().filter(line -> line.endsWith("connect,stuck")).count();
        assertThat(stuck).isGreaterThan(50);
    }
}
